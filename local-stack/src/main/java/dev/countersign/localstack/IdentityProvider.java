package dev.countersign.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A real Keycloak with the {@link Realm} of the local stack, on the loopback address. */
public final class IdentityProvider implements AutoCloseable {

    private static final String NAME = "keycloak";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final JavaProcess process;
    private final Addresses addresses;

    private IdentityProvider(JavaProcess process, Addresses addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /**
     * Starts Keycloak, over the data of an earlier run unless the realm was another one then.
     *
     * @param programs where the distribution is kept
     * @param realm what it imports
     * @param progress told what takes long
     */
    static IdentityProvider start(
            StackHome home,
            Path programs,
            String realm,
            Addresses addresses,
            ClassArchives archives,
            Consumer<String> progress) {
        Path distribution = KeycloakDistribution.ready(programs, progress);
        home.pidFile(NAME).endLeftover(Duration.ofSeconds(15));
        Path folder = home.keycloak();
        try {
            prepare(folder, distribution, realm);
            IdentityProvider provider = new IdentityProvider(
                    JavaProcess.start(plan(home, distribution, addresses, archives), home), addresses);
            provider.awaitReady();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keycloak finds data, realm and programs in one folder; data and realm are this stack's own, the programs are shared. */
    private static void prepare(Path folder, Path distribution, String realm) throws IOException {
        Path imported = folder.resolve("data").resolve("import").resolve("realm.json");
        if (!Files.exists(imported) || !Files.readString(imported).equals(realm)) {
            StackHome.delete(folder.resolve("data"));
            Files.createDirectories(imported.getParent());
            Files.writeString(imported, realm);
        }
        Files.createDirectories(folder.resolve("conf"));
        for (String shared : List.of("lib", "providers", "themes")) {
            Path link = folder.resolve(shared);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, distribution.resolve(shared));
        }
    }

    private static JavaProcess.Plan plan(
            StackHome home, Path distribution, Addresses addresses, ClassArchives archives) {
        Path folder = home.keycloak();
        List<String> arguments = List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=" + Ports.LOOPBACK,
                "--http-port=" + addresses.port(Endpoint.KEYCLOAK),
                "--hostname=" + addresses.url(Endpoint.KEYCLOAK));
        List<String> heap = List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        List<String> options = new ArrayList<>(archives.options(NAME));
        options.addAll(KeycloakCommand.options(folder));
        options.addAll(heap);
        return new JavaProcess.Plan(
                NAME,
                JavaProcess.executable(),
                folder,
                options,
                KeycloakCommand.program(distribution, arguments),
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "keycloak-admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        // Random: Keycloak's own console is not for everybody who can reach the port.
                        Secret.kept(folder.resolve("admin-password"), 18)));
    }

    private void awaitReady() {
        Http.awaitOk(discovery(addresses), PATIENCE, process::requireAlive);
    }

    /**
     * Returns when the one there, which is another stack's, is ready.
     *
     * @param meanwhile throws when it will not be
     */
    static void await(Addresses addresses, Runnable meanwhile) {
        Http.awaitOk(discovery(addresses), PATIENCE, meanwhile);
    }

    private static String discovery(Addresses addresses) {
        return "http://" + Ports.LOOPBACK + ":" + addresses.port(Endpoint.KEYCLOAK) + "/realms/" + Realm.NAME
                + "/.well-known/openid-configuration";
    }

    public String issuer() {
        return addresses.issuer();
    }

    public boolean isHealthy() {
        return process.isAlive() && Http.isOk(discovery(addresses));
    }

    void signal() {
        process.signal();
    }

    @Override
    public void close() {
        process.close();
    }
}
