package dev.countersign.audit.log;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/** How the log is kept. */
@ConfigMapping(prefix = "countersign.log")
public interface LogConfig {

    /** The log's name for life, on every checkpoint: a host and path of yours without scheme, neither spaces nor plus signs. */
    @WithDefault("countersign.local/audit")
    String origin();

    /** How many events are integrated in one transaction. */
    @WithDefault("1024")
    @WithConverter(BatchSize.class)
    int batch();

    /** How often submitted events are integrated; read by the scheduler. */
    @WithDefault("1s")
    String interval();

    /** The log's Ed25519 private key, base64 of PKCS #8. Absent: made at the first start and kept in the database. */
    Optional<String> privateKey();

    /** The public key of {@link #privateKey}, base64 of X.509. */
    Optional<String> publicKey();

    /** Reads how many events go into one transaction; a number of no use keeps the service from starting. */
    @RegisterForReflection
    final class BatchSize implements Converter<Integer> {

        private static final int MOST = 16_384;

        @Override
        public Integer convert(String value) {
            int size = Integer.parseInt(value.strip());
            if (size < 1 || size > MOST) {
                throw new IllegalArgumentException("must be from 1 to " + MOST);
            }
            return size;
        }
    }
}
