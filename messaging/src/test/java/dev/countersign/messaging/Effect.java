package dev.countersign.messaging;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What the test's handler does about an event; twice for one event would be two rows. */
@Entity
@Table(name = "effects")
class Effect {

    @Id
    @Column(insertable = false, updatable = false)
    Long seq;

    UUID event;
    UUID evaluation;
    String note;
    String trace;
}
