package dev.countersign.policy.publishing;

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
@Table(name = "policy_version")
@IdClass(PolicyVersionEntity.Key.class)
class PolicyVersionEntity {

    @Id
    String process;

    @Id
    int version;

    @Column
    String document;

    @Column(name = "published_by")
    String publishedBy;

    @Column(name = "published_at")
    Instant publishedAt;

    @Column(name = "agreed_by")
    @Nullable
    String agreedBy;

    @Column(name = "restored_from")
    @Nullable
    Integer restoredFrom;

    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        String process;

        int version;

        Key() {}

        Key(String process, int version) {
            this.process = process;
            this.version = version;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && version == key.version && Objects.equals(process, key.process);
        }

        @Override
        public int hashCode() {
            return Objects.hash(process, version);
        }
    }
}
