package dev.countersign.audit.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** How the log is kept. */
@ConfigMapping(prefix = "countersign.log")
public interface LogConfig {

    /** The log's name for life, on every checkpoint: a host and path of yours without scheme, neither spaces nor plus signs. */
    @WithDefault("countersign.local/audit")
    String origin();

    /** How many events are integrated in one transaction. */
    @WithDefault("1024")
    @Min(1)
    @Max(16384)
    int batch();

    /** How often submitted events are integrated; read by the scheduler. */
    @WithDefault("1s")
    String interval();

    /** The log's Ed25519 private key, base64 of PKCS #8. Absent: made at the first start and kept in the database. */
    Optional<String> privateKey();

    /** The public key of {@link #privateKey}, base64 of X.509. */
    Optional<String> publicKey();
}
