package dev.countersign.policy.evaluation;

import dev.countersign.messaging.Outbox;
import dev.countersign.messaging.Write;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.release.ReleaseService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes down what became of proposals: their evaluations, what they used up, their releases, and their events. */
@Singleton
class AnswerRepository {

    private final RecordingRepository rows;
    private final ReleaseService releases;
    private final Outbox outbox;

    AnswerRepository(RecordingRepository rows, ReleaseService releases, Outbox outbox) {
        this.rows = rows;
        this.releases = releases;
        this.outbox = outbox;
    }

    /** All that one transaction writes down. */
    record Writing(List<Answered> answered, List<Ledger.Use> uses, List<Outbox.Entry> entries) {}

    /** Everything or nothing. */
    Future<Void> write(SqlConnection connection, Writing writing) {
        List<Answered> answered = writing.answered();
        if (answered.isEmpty()) {
            return Future.succeededFuture();
        }
        Write all = Write.together(List.of(
                rows.adding(answered.stream().map(Answered::evaluation).toList()),
                rows.using(writing.uses()),
                releases.issuing(
                        answered.stream().flatMap(one -> one.release().stream()).toList()),
                outbox.adding(writing.entries())));
        return connection
                .preparedQuery(all.sql())
                .execute(Tuple.from(all.values()))
                .mapEmpty();
    }

    /** What is said of an answer: ready with its draft, or made now. */
    List<Outbox.Entry> entries(Answered answered, Pending pending) {
        Draft draft = pending.draft();
        if (draft != null && draft.answered() == answered) {
            return pending.entries();
        }
        return answered.events().stream()
                .map(event -> outbox.entry(event, pending.cause()))
                .toList();
    }

    /** It has committed. */
    void committed(Writing writing) {
        outbox.committed(writing.entries());
    }
}
