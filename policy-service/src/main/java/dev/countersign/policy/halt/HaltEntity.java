package dev.countersign.policy.halt;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "halt")
@IdClass(HaltEntity.Key.class)
class HaltEntity {

    @Id
    String scope;

    @Id
    String name;

    @Column
    String reason;

    @Column(name = "halted_by")
    String haltedBy;

    @Column(name = "halted_at")
    Instant haltedAt;

    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        String scope;

        @Nullable
        String name;

        Key() {}

        Key(String scope, String name) {
            this.scope = scope;
            this.name = name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Objects.equals(scope, key.scope) && Objects.equals(name, key.name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(scope, name);
        }
    }
}
