package dev.countersign.policy.evaluation;

import dev.countersign.messaging.Outbox;
import dev.countersign.policy.evaluation.AnswerRepository.Writing;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.evaluation.Recording.Known;
import dev.countersign.policy.evaluation.Recording.Result;
import dev.countersign.policy.identity.Ids;
import dev.countersign.policy.release.ReleaseService;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Records proposals that came together, in one transaction. Statements are sent without awaiting one another, so that a batch takes
 * two round trips, however many proposals there are in it. On the driver itself, because a Hibernate session does one thing after the
 * other.
 */
@Singleton
class RecordingService {

    private final Pool pool;
    private final KnownRepository knowledge;
    private final AnswerRepository records;
    private final ReleaseService releases;
    private final Ids ids;

    RecordingService(Pool pool, KnownRepository knowledge, AnswerRepository records, ReleaseService releases, Ids ids) {
        this.pool = pool;
        this.knowledge = knowledge;
        this.records = records;
        this.releases = releases;
        this.ids = ids;
    }

    /** All of them or none; one result for each, in their order. */
    Future<List<Result>> record(List<Pending> pending) {
        return pool.getConnection()
                .compose(connection -> transaction(connection, pending).eventually(() -> connection.close()));
    }

    private Future<List<Result>> transaction(SqlConnection connection, List<Pending> pending) {
        Future<?> begun = connection.query("BEGIN").execute();
        Future<Known> known = knowledge.of(connection, pending);
        return Future.all(begun, known)
                .map(both -> answers(pending, known.result()))
                .recover(failure -> connection
                        .query("ROLLBACK")
                        .execute()
                        .transform(ended -> Future.<Answers>failedFuture(failure)))
                .compose(answers -> committed(connection, answers));
    }

    private record Answers(List<Result> results, Writing writing) {}

    private Answers answers(List<Pending> pending, Known known) {
        List<Result> results = Recording.of(pending, known, ids::next, releases::drawnUp);
        List<Answered> recorded = new ArrayList<>();
        List<Outbox.Entry> entries = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Answered one) {
                recorded.add(one);
                entries.addAll(records.entries(one, pending.get(i)));
            }
        }
        return new Answers(results, new Writing(recorded, known.ledger().added(), entries));
    }

    /** The commit is sent ahead: there is one statement before it, and where that fails nothing is there to be committed. */
    private Future<List<Result>> committed(SqlConnection connection, Answers answers) {
        Future<?> written = records.write(connection, answers.writing());
        Future<?> committed = connection.query("COMMIT").execute();
        return Future.join(written, committed)
                .onSuccess(both -> records.committed(answers.writing()))
                .map(both -> answers.results());
    }
}
