package dev.countersign.policy.evaluation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one action that went without a person used up of one limit. */
@Entity
@Table(name = "limit_use")
@IdClass(LimitUseEntity.Key.class)
class LimitUseEntity {

    @Id
    String process;

    @Id
    @Column(name = "limit_name")
    String limitName;

    @Id
    Instant at;

    @Id
    UUID evaluation;

    @Column
    BigDecimal amount;

    static LimitUseEntity of(String process, String limitName, Instant at, UUID evaluation, BigDecimal amount) {
        LimitUseEntity use = new LimitUseEntity();
        use.process = process;
        use.limitName = limitName;
        use.at = at;
        use.evaluation = evaluation;
        use.amount = amount;
        return use;
    }

    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        String process;

        @Nullable
        String limitName;

        @Nullable
        Instant at;

        @Nullable
        UUID evaluation;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(process, key.process)
                    && Objects.equals(limitName, key.limitName)
                    && Objects.equals(at, key.at)
                    && Objects.equals(evaluation, key.evaluation);
        }

        @Override
        public int hashCode() {
            return Objects.hash(process, limitName, at, evaluation);
        }
    }
}
