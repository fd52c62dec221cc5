package dev.countersign.notification.clock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The clock of one review as the database has it: a {@link ClockState}, its cycle, and whether anybody still waits for it. */
@Entity
@Table(name = "clock")
@RegisterForReflection(targets = {ClockPlan.class, ClockPlan.PlannedStep.class})
public class ClockEntity {

    static final String RUNNING = "running";
    static final String EXPIRED = "expired";
    static final String STOPPED = "stopped";

    @Id
    public UUID review;

    public int cycle;

    @Column
    public String state;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode plan;

    @Column(name = "steps_fired")
    public int stepsFired;

    @Column(name = "pick_up_by")
    public @Nullable Instant pickUpBy;

    @Column(name = "due_at")
    public Instant dueAt;

    static ClockEntity of(UUID review) {
        ClockEntity entity = new ClockEntity();
        entity.review = review;
        return entity;
    }

    /** The next cycle begins, whatever became of the one before. */
    void start(ClockPlan next) {
        cycle++;
        state = RUNNING;
        plan = Json.mapper().valueToTree(next);
        store(ClockState.start(next));
    }

    void stop() {
        state = STOPPED;
    }

    boolean running() {
        return RUNNING.equals(state);
    }

    ClockPlan toPlan() {
        return Json.mapper().convertValue(plan, ClockPlan.class);
    }

    ClockState toState() {
        return new ClockState(toPlan(), stepsFired, pickUpBy, EXPIRED.equals(state));
    }

    /** A running clock has come to this state. */
    void store(ClockState reached) {
        stepsFired = reached.stepsFired();
        pickUpBy = reached.pickUpBy();
        reached.next().ifPresentOrElse(next -> dueAt = next.dueAt(), () -> state = EXPIRED);
    }
}
