package dev.countersign.notification.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.contracts.policy.SlaPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A {@link Review} as the database has it. */
@Entity
@Table(name = "review")
@RegisterForReflection(
        targets = {
            ReviewEntity.Owners.class,
            ReviewEntity.Policy.class,
            Contact.class,
            NotifyRoute.class,
            SlaPolicy.class,
            SlaPolicy.Step.class,
            SlaPolicy.WorkingCalendar.class,
            Principal.class
        })
public class ReviewEntity {

    @Id
    public UUID id;

    @Column
    public UUID evaluation;

    @Column
    public String process;

    @Column
    public String effect;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode owners;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode policy;

    public boolean open;

    @Column(name = "opened_at")
    public Instant openedAt;

    /** Who may decide it. An object around the list, since the driver takes only objects for JSON. */
    record Owners(List<Contact> contacts) {}

    /** The sections of the policy that this service reads. */
    record Policy(SlaPolicy sla, List<NotifyRoute> routes) {}

    static ReviewEntity of(Review review) {
        ReviewEntity entity = new ReviewEntity();
        entity.id = review.id();
        entity.evaluation = review.evaluation();
        entity.process = review.process();
        entity.policy = Json.mapper().valueToTree(new Policy(review.sla(), review.routes()));
        entity.openedAt = review.openedAt();
        entity.update(review);
        return entity;
    }

    /** What may change in a review's life. */
    void update(Review review) {
        effect = review.effect();
        owners = Json.mapper().valueToTree(new Owners(review.contacts()));
        open = review.open();
    }

    Review toReview() {
        Policy stamped = Json.mapper().convertValue(policy, Policy.class);
        List<Contact> contacts =
                Json.mapper().convertValue(owners, Owners.class).contacts();
        return new Review(id, evaluation, process, effect, contacts, stamped.sla(), stamped.routes(), open, openedAt);
    }
}
