package dev.countersign.bench.outbox;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What is done about an event. */
@Entity
@Table(name = "effects")
class Effect {

    @Id
    UUID id;

    UUID event;
    String note;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Effect() {}

    Effect(UUID id, UUID event, String note) {
        this.id = id;
        this.event = event;
        this.note = note;
    }
}
