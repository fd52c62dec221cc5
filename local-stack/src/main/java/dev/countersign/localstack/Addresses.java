package dev.countersign.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.ToIntFunction;

/** Which port everything of one stack has. */
public record Addresses(Map<Endpoint, Integer> ports) {

    public Addresses {
        ports = Map.copyOf(ports);
    }

    /** The default ports, moved by environment variables; 0 asks for any free one. */
    public static Addresses fromEnvironment(Map<String, String> environment) {
        return of(endpoint -> {
            String port = environment.get(endpoint.variable());
            return port == null || port.isBlank() ? endpoint.defaultPort() : parse(endpoint.variable(), port.strip());
        });
    }

    /** A free port for each, for tests that share a machine. */
    public static Addresses free() {
        return of(endpoint -> Ports.free());
    }

    /** The same, with one part where another stack has it. */
    Addresses with(Endpoint part, Addresses others) {
        return of(endpoint -> (endpoint == part ? others : this).port(endpoint));
    }

    private static Addresses of(ToIntFunction<Endpoint> port) {
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            ports.put(endpoint, Ports.orFree(port.applyAsInt(endpoint)));
        }
        return new Addresses(ports);
    }

    private static int parse(String variable, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new StackException(
                    variable + " is \"" + text + "\", which is no port: write a number from 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    public int port(Endpoint endpoint) {
        return Objects.requireNonNull(ports.get(endpoint), endpoint.label());
    }

    /** Where people and programs reach something that speaks HTTP. */
    public String url(Endpoint endpoint) {
        return "http://localhost:" + port(endpoint);
    }

    /** The realm: the issuer of every token. */
    public String issuer() {
        return url(Endpoint.KEYCLOAK) + "/realms/" + Realm.NAME;
    }

    public Postgres.PostgresAddress postgres() {
        return new Postgres.PostgresAddress(Ports.LOOPBACK, port(Endpoint.POSTGRES));
    }

    public String kafka() {
        return Ports.LOOPBACK + ":" + port(Endpoint.KAFKA);
    }

    /** Reads what {@link #write} wrote. */
    public static Addresses read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(endpoint ->
                Integer.parseInt(properties.getProperty(endpoint.id(), Integer.toString(endpoint.defaultPort()))));
    }

    public void write(Path file) {
        Properties properties = new Properties();
        ports.forEach((endpoint, port) -> properties.setProperty(endpoint.id(), Integer.toString(port)));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
