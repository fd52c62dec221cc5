package dev.countersign.messaging;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Forgets events that Kafka cannot deliver again. Runs on every replica without agreement: a row is deleted once, whoever is first.
 */
@Singleton
class InboxPruneJob {

    private static final int BATCH = 5_000;

    private final InboxRepository repository;
    private final MessagingConfig.Inbox config;
    private final Clock clock;

    InboxPruneJob(InboxRepository repository, MessagingConfig config, Clock clock) {
        this.repository = repository;
        this.config = config.inbox();
        this.clock = clock;
    }

    @Scheduled(
            identity = "inbox-prune",
            every = "${countersign.messaging.inbox.prune-every:1h}",
            delayed = "${countersign.messaging.inbox.prune-after:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> prune() {
        Instant before = clock.instant().minus(config.retention());
        // In small transactions, until one is not full any more.
        return Multi.createBy()
                .repeating()
                .uni(() -> repository.forget(before, BATCH))
                .whilst(forgotten -> forgotten == BATCH)
                .onItem()
                .ignoreAsUni();
    }
}
