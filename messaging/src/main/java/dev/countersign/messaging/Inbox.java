package dev.countersign.messaging;

import dev.countersign.messaging.Incoming.Readable;
import dev.countersign.messaging.Incoming.Unreadable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Where a service hears what happened. Each event is handled once, however often Kafka delivers it, and in the order in which its
 * partition holds it; what cannot be handled goes to the dead-letter topic, and the partition moves on. Faults of the moment, such
 * as a database that is away, are waited out.
 */
@Singleton
public class Inbox {

    private final InboxTransaction transaction;
    private final DeadLetters deadLetters;
    private final InboxRetries retries;

    Inbox(InboxTransaction transaction, DeadLetters deadLetters, InboxRetries retries) {
        this.transaction = transaction;
        this.deadLetters = deadLetters;
        this.retries = retries;
    }

    /**
     * Handles a batch in as few transactions as possible: one, where nothing goes wrong.
     *
     * @return completes after the last commit, so that acknowledging the batch then loses nothing
     */
    public Uni<Void> process(ConsumerRecords<String, byte[]> batch, EventHandler handler) {
        List<Readable> readable = new ArrayList<>(batch.count());
        List<Unreadable> unreadable = new ArrayList<>();
        for (Incoming incoming : Incoming.of(batch)) {
            switch (incoming) {
                case Readable event -> readable.add(event);
                case Unreadable message -> unreadable.add(message);
            }
        }
        return together(readable, handler).chain(() -> each(unreadable, deadLetters::setAside));
    }

    /** Handles events in one transaction; where that fails, goes on around the event that made it fail. */
    private Uni<Void> together(List<Readable> events, EventHandler handler) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return retries.throughFaults(topic(events), () -> transaction.handle(events, handler))
                .onFailure()
                .recoverWithUni(failure -> apart(events, handler, failure));
    }

    private Uni<Void> apart(List<Readable> events, EventHandler handler, Throwable failure) {
        if (events.size() == 1) {
            return alone(events.getFirst(), handler, failure);
        }
        int at = HandlingException.position(failure);
        if (at < 0) {
            return each(events, event -> together(List.of(event), handler));
        }
        return together(events.subList(0, at), handler)
                .chain(() -> together(events.subList(at, at + 1), handler))
                .chain(() -> together(events.subList(at + 1, events.size()), handler));
    }

    /** An event whose handling failed for a reason of its own: tried a few times more, unless it says that this is of no use. */
    private Uni<Void> alone(Readable event, EventHandler handler, Throwable failure) {
        Throwable cause = HandlingException.cause(failure);
        if (cause instanceof UnprocessableEventException) {
            return deadLetters.setAside(event, cause);
        }
        return retries.someMore(topic(List.of(event)), () -> transaction.handle(List.of(event), handler))
                .onFailure()
                .recoverWithUni(last -> deadLetters.setAside(event, HandlingException.cause(last)));
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }

    private static String topic(List<Readable> events) {
        return events.getFirst().message().topic();
    }
}
