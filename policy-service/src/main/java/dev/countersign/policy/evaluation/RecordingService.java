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
 * three round trips, however many proposals there are in it. On the driver itself, because a Hibernate session does one thing after the
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
                .compose(both -> answered(connection, pending, known.result()))
                .recover(failure -> connection
                        .query("ROLLBACK")
                        .execute()
                        .transform(ended -> Future.<List<Result>>failedFuture(failure)));
    }

    private Future<List<Result>> answered(SqlConnection connection, List<Pending> pending, Known known) {
        List<Result> results = Recording.of(pending, known, ids::next, releases::drawnUp);
        Writing writing = writing(pending, results, known.ledger());
        // The commit alone is not sent ahead: a statement that fails before it reaches the server stops no transaction
        // there.
        return records.write(connection, writing)
                .compose(written -> connection.query("COMMIT").execute())
                .onSuccess(committed -> records.committed(writing))
                .map(committed -> results);
    }

    private Writing writing(List<Pending> pending, List<Result> results, Ledger ledger) {
        List<Answered> recorded = new ArrayList<>();
        List<Outbox.Entry> entries = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Answered one) {
                recorded.add(one);
                entries.addAll(records.entries(one, pending.get(i)));
            }
        }
        return new Writing(recorded, ledger.added(), entries);
    }
}
