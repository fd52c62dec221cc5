package dev.countersign.notification.review;

import com.fasterxml.jackson.core.type.TypeReference;
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
            Contact.class,
            NotifyRoute.class,
            SlaPolicy.class,
            SlaPolicy.Step.class,
            SlaPolicy.WorkingCalendar.class,
            Principal.class
        })
public class ReviewEntity {

    private static final TypeReference<List<Contact>> CONTACTS = new TypeReference<>() {};
    private static final TypeReference<List<NotifyRoute>> ROUTES = new TypeReference<>() {};

    @Id
    public UUID id;

    @Column
    public UUID evaluation;

    @Column
    public String process;

    @Column
    public String effect;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode contacts;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode sla;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode routes;

    public boolean open;

    @Column(name = "opened_at")
    public Instant openedAt;

    static ReviewEntity of(Review review) {
        ReviewEntity entity = new ReviewEntity();
        entity.id = review.id();
        entity.evaluation = review.evaluation();
        entity.process = review.process();
        entity.sla = Json.mapper().valueToTree(review.sla());
        entity.routes = Json.mapper().valueToTree(review.routes());
        entity.openedAt = review.openedAt();
        entity.update(review);
        return entity;
    }

    /** What may change in a review's life. */
    void update(Review review) {
        effect = review.effect();
        contacts = Json.mapper().valueToTree(review.contacts());
        open = review.open();
    }

    Review toReview() {
        return new Review(
                id,
                evaluation,
                process,
                effect,
                Json.mapper().convertValue(contacts, CONTACTS),
                Json.mapper().convertValue(sla, SlaPolicy.class),
                Json.mapper().convertValue(routes, ROUTES),
                open,
                openedAt);
    }
}
