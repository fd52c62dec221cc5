package dev.countersign.audit.log;

import dev.countersign.audit.checkpoint.SigningKey;
import dev.countersign.audit.checkpoint.VerifierKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log's key: from the configuration, or made at the first start and kept in the database. */
@ApplicationScoped
public class KeyRepository {

    private static final String READ = "SELECT origin, public_key, private_key FROM log_key";
    private static final String KEEP = """
            INSERT INTO log_key (origin, public_key, private_key, created_at) VALUES ($1, $2, $3, $4)""";

    private final LogConfig config;
    private final Clock clock;

    KeyRepository(LogConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The public half; empty before the log's first publication. */
    public Uni<Optional<VerifierKey>> verifier(SqlClient client) {
        return stored(client).map(found -> found.map(Stored::verifier));
    }

    /**
     * The key to sign with. Only ever called by the one that integrates.
     *
     * @return fails where the configuration speaks of another log than the database
     */
    Uni<SigningKey> signer(SqlClient client) {
        return stored(client)
                .flatMap(found -> found.isPresent() ? Uni.createFrom().item(found.get()) : keep(client, initial()))
                .map(this::signer);
    }

    private SigningKey signer(Stored stored) {
        if (!stored.origin().equals(config.origin())) {
            throw new IllegalStateException("the log in this database is " + stored.origin()
                    + ", but countersign.log.origin is " + config.origin() + ": a log keeps its name for life");
        }
        byte[] privateKey =
                stored.privateKey() != null ? stored.privateKey() : decoded(config.privateKey(), "private-key");
        return SigningKey.of(stored.origin(), privateKey, stored.publicKey());
    }

    /** What a log that starts now would keep; a configured private key stays out of the database. */
    private Stored initial() {
        if (config.privateKey().isPresent()) {
            return new Stored(config.origin(), decoded(config.publicKey(), "public-key"), null);
        }
        KeyPair pair = SigningKey.generate();
        return new Stored(
                config.origin(),
                pair.getPublic().getEncoded(),
                pair.getPrivate().getEncoded());
    }

    private static byte[] decoded(Optional<String> value, String name) {
        return value.map(text -> Base64.getMimeDecoder().decode(text))
                .orElseThrow(() -> new IllegalStateException("countersign.log." + name + " is missing"));
    }

    private Uni<Stored> keep(SqlClient client, Stored key) {
        byte[] privateKey = key.privateKey();
        Tuple row = Tuple.of(
                key.origin(),
                Buffer.buffer(key.publicKey()),
                privateKey == null ? null : Buffer.buffer(privateKey),
                clock.instant().atOffset(ZoneOffset.UTC));
        // The driver's own words may repeat a parameter, and this one is nobody's business.
        return client.preparedQuery(KEEP)
                .execute(row)
                .onFailure()
                .transform(failure -> new IllegalStateException(
                        "cannot keep the log's key: " + failure.getClass().getName()))
                .replaceWith(key);
    }

    private static Uni<Optional<Stored>> stored(SqlClient client) {
        return client.query(READ)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(Stored.of(rows.iterator().next())));
    }

    private record Stored(String origin, byte[] publicKey, byte @Nullable [] privateKey) {
        static Stored of(Row row) {
            var privateKey = row.getBuffer("private_key");
            return new Stored(
                    row.getString("origin"),
                    row.getBuffer("public_key").getBytes(),
                    privateKey == null ? null : privateKey.getBytes());
        }

        VerifierKey verifier() {
            return VerifierKey.ofX509(origin, publicKey);
        }

        @Override
        public String toString() {
            return "key of " + origin + " " + Arrays.hashCode(publicKey);
        }
    }
}
