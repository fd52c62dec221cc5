package dev.countersign.localstack.test;

import dev.countersign.localstack.Postgres.PostgresAddress;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Properties;

/**
 * Where the parts of a test run's stack listen.
 *
 * @param kafka the bootstrap servers
 */
public record TestAddresses(PostgresAddress postgres, String kafka) {

    /** Names the folder of the {@link TestLanes} that run already, and that tests should join. */
    public static final String ENVIRONMENT_VARIABLE = "COUNTERSIGN_TEST_STACK";

    /** Names the folder of the stack whose Keycloak the journeys should join. */
    public static final String KEYCLOAK_VARIABLE = "COUNTERSIGN_TEST_KEYCLOAK";

    /** Reads what {@link #write} wrote. */
    public static TestAddresses read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestAddresses(
                new PostgresAddress(
                        required(properties, "postgres.host", file),
                        Integer.parseInt(required(properties, "postgres.port", file))),
                required(properties, "kafka.bootstrap.servers", file));
    }

    private static String required(Properties properties, String name, Path file) {
        return Objects.requireNonNull(properties.getProperty(name), () -> name + " is missing in " + file);
    }

    /** Writes the file at once: a reader sees all of it or none. */
    public void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty("postgres.host", postgres.host());
        properties.setProperty("postgres.port", Integer.toString(postgres.port()));
        properties.setProperty("kafka.bootstrap.servers", kafka);
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                properties.store(writer, null);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
