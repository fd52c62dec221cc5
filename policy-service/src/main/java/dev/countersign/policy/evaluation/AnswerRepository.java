package dev.countersign.policy.evaluation;

import dev.countersign.messaging.Outbox;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.release.ReleaseService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
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

    Future<Void> write(SqlConnection connection, Writing writing) {
        List<Answered> answered = writing.answered();
        Future<Void> evaluations = rows.insert(
                connection, answered.stream().map(Answered::evaluation).toList());
        Future<Void> uses = rows.use(connection, writing.uses());
        Future<Void> issued = releases.issue(
                connection,
                answered.stream().flatMap(one -> one.release().stream()).toList());
        Future<Void> events = outbox.add(connection, writing.entries());
        return Future.all(evaluations, uses, issued, events).mapEmpty();
    }

    List<Outbox.Entry> entries(Answered answered, Pending pending) {
        return answered.events().stream()
                .map(event -> outbox.entry(event, pending.cause()))
                .toList();
    }

    /** It has committed. */
    void committed(Writing writing) {
        outbox.committed(writing.entries());
    }
}
