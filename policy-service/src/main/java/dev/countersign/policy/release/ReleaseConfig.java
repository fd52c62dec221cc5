package dev.countersign.policy.release;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How releases are made. */
@ConfigMapping(prefix = "countersign.release")
public interface ReleaseConfig {

    /** The {@code iss} of releases: the name of this installation, for whoever verifies them. */
    @WithDefault("countersign")
    String issuer();

    /** The {@code aud} of releases: the systems at the point of effect. */
    @WithDefault("countersign-execution")
    String audience();

    /** How long a release is good for. */
    @WithDefault("PT5M")
    Duration validity();

    /** How old a signing key grows before the next one takes over. */
    @WithDefault("P90D")
    Duration rotateAfter();

    /** How long a new key is published before it signs, so that those who verify offline know it by then. */
    @WithDefault("PT1H")
    Duration announce();

    /**
     * 32 bytes in Base64 that encrypt the signing keys in the database. Required in production; every replica has the same.
     */
    Optional<String> keyEncryptionKey();
}
