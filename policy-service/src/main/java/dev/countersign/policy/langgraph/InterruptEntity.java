package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.policy.langgraph.Asked.Form;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "langgraph_interrupt")
@RegisterForReflection(targets = {InterruptEntity.class, Form.class, Asked.class, Generation.class, Verb.class})
class InterruptEntity {

    @Id
    UUID id;

    @Column
    String process;

    @Column
    String agent;

    @Column
    String form;

    @Column(name = "idempotency_key")
    @Nullable
    String idempotencyKey;

    @Column(name = "request_digest")
    String requestDigest;

    @Column(name = "created_at")
    Instant createdAt;

    Form form() {
        try {
            return Json.mapper().readValue(form, Form.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored form cannot be read any more", e);
        }
    }

    static String written(Form form) {
        try {
            return Json.mapper().writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written", e);
        }
    }
}
