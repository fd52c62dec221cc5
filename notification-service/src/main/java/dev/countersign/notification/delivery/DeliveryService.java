package dev.countersign.notification.delivery;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.messaging.Outbox;
import dev.countersign.notification.Ids;
import dev.countersign.notification.preference.PreferenceRepository;
import dev.countersign.notification.preference.Preferences;
import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Queues what people are to be told. Whether and when it is sent is the {@link DeliveryJob}'s. */
@ApplicationScoped
public class DeliveryService {

    private static final Logger LOG = Logger.getLogger(DeliveryService.class);

    private final DeliveryRepository deliveries;
    private final PreferenceRepository preferences;
    private final Outbox outbox;
    private final Clock clock;
    private final Ids ids;

    DeliveryService(
            DeliveryRepository deliveries, PreferenceRepository preferences, Outbox outbox, Clock clock, Ids ids) {
        this.deliveries = deliveries;
        this.preferences = preferences;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /** Within the transaction of what they are told about. A route that leads nowhere fails at once, for all to see. */
    public Uni<Void> tell(List<Telling> tellings) {
        if (tellings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> people = tellings.stream()
                .flatMap(telling -> telling.contacts().stream())
                .map(Contact::person)
                .collect(toUnmodifiableSet());
        return preferences.of(people).flatMap(known -> queue(tellings, known));
    }

    /** Within the transaction of what they are told about: whoever is accountable, of a queue that nobody watches. */
    public Uni<Void> tell(QueueUnwatched queue) {
        if (queue.contacts().isEmpty()) {
            LOG.warnf("Nobody can be told that nobody watches a queue of process %s", queue.process());
        }
        Instant now = clock.instant();
        List<DeliveryEntity> rows = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        Addressee.of(List.of(), queue.contacts(), person -> false)
                .forEach(to -> queue(DeliveryEntity.of(ids.next(), queue, to, now), to, now, rows, events));
        return deliveries.addAll(rows).chain(() -> outbox.addAll(events));
    }

    /** Within the caller's transaction: what was not sent yet need not be. */
    public Uni<Void> cancelPending(UUID review) {
        return deliveries.cancelPending(review, clock.instant()).replaceWithVoid();
    }

    /** A failed delivery starts over. */
    @WithTransaction
    public Uni<DeliveryView> redeliver(UUID id) {
        return deliveries
                .lock(id)
                .map(found -> found.orElseThrow(() ->
                        Problem.of(404, "delivery-not-found", "No such delivery", "There is no delivery " + id + ".")))
                .invoke(this::startOver)
                .map(DeliveryView::of);
    }

    private Uni<Void> queue(List<Telling> tellings, Map<String, Preferences> known) {
        Instant now = clock.instant();
        List<DeliveryEntity> rows = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (Telling telling : tellings) {
            List<Addressee> addressees = telling.addressees(known);
            if (telling.contacts().isEmpty()) {
                LOG.warnf("Review %s has nobody to tell", telling.review().id());
            }
            addressees.forEach(to -> queue(telling, to, now, rows, events));
        }
        return deliveries.addAll(rows).chain(() -> outbox.addAll(events));
    }

    private void queue(Telling telling, Addressee to, Instant now, List<DeliveryEntity> rows, List<Event> events) {
        queue(DeliveryEntity.of(ids.next(), telling, to, now), to, now, rows, events);
    }

    private static void queue(
            DeliveryEntity row, Addressee to, Instant now, List<DeliveryEntity> rows, List<Event> events) {
        String refusal = to.refusal();
        if (refusal != null) {
            row.finish(DeliveryState.FAILED, refusal, now);
            events.addAll(row.failed(refusal, now));
        }
        rows.add(row);
    }

    private void startOver(DeliveryEntity row) {
        if (!row.is(DeliveryState.FAILED)) {
            throw Problem.of(
                    409,
                    "delivery-not-failed",
                    "Not failed",
                    "Only a delivery that failed can be delivered again; this one is " + row.state + ".");
        }
        if (!row.reachable()) {
            throw Problem.of(
                    409,
                    "delivery-unreachable",
                    "Nowhere to deliver to",
                    "This delivery has no address on a channel that is configured; trying again would change nothing.");
        }
        row.state = DeliveryState.PENDING.word();
        row.attempts = 0;
        row.nextAttemptAt = clock.instant();
        row.finishedAt = null;
    }
}
