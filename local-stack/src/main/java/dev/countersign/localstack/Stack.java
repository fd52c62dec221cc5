package dev.countersign.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The local stack, or a part of it: PostgreSQL, Kafka, Keycloak, the mail server, and the four services on top. Everything listens
 * on the loopback address, keeps its data in one folder, and ends with {@link #close}.
 */
public final class Stack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String PID_FILE = "stack";

    private final StackHome home;
    private final Addresses addresses;
    private final Services services;
    private final StackHome identity;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Stack(StackHome home, Addresses addresses, Services services, StackHome identity) {
        this.home = home;
        this.addresses = addresses;
        this.services = services;
        this.identity = identity;
    }

    /** Every part, in this folder, at the addresses that the environment says. */
    public static Builder builder(Path home) {
        return new Builder(new StackHome(home));
    }

    /** Which stack to start. */
    public static final class Builder {
        private final StackHome home;
        private final Map<String, String> environment = new HashMap<>();
        private Set<Endpoint> parts = EnumSet.allOf(Endpoint.class);
        private @Nullable Addresses addresses;
        private @Nullable Path programs;
        private Consumer<String> progress = said -> {};
        private boolean fresh;
        private boolean again = true;
        private boolean shared;
        private @Nullable StackHome identity;

        private Builder(StackHome home) {
            this.home = home;
        }

        /** Only these parts. Services need PostgreSQL, Kafka and Keycloak beside them. */
        public Builder parts(Set<Endpoint> wanted) {
            parts = EnumSet.copyOf(wanted);
            return this;
        }

        public Builder addresses(Addresses wanted) {
            addresses = wanted;
            return this;
        }

        /** Where programs that are fetched once are kept; by default with the project, for every stack of it. */
        public Builder programs(Path folder) {
            programs = folder;
            return this;
        }

        /** Empties the folder first. */
        public Builder fresh(boolean wanted) {
            fresh = wanted;
            return this;
        }

        /** It is started from this folder once and never again: nothing is kept for a shorter start, which makes the end shorter. */
        public Builder once() {
            again = false;
            return this;
        }

        /** Its Keycloak is for stacks that are started later, which join it; people may log in to their pages, at any port. */
        public Builder shared() {
            shared = true;
            return this;
        }

        /** Joins the Keycloak that a {@link #shared} stack has in its folder, instead of one of its own. */
        public Builder joins(Path home) {
            identity = new StackHome(home);
            return this;
        }

        /** Told in a few words what happens, as it happens; from several threads. */
        public Builder progress(Consumer<String> listener) {
            progress = listener;
            return this;
        }

        /** One more environment variable for each service. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /**
         * Starts everything and returns when every health check is green.
         *
         * @throws StackException with what is in the way; nothing is left running then
         */
        public Stack start() {
            Path root = ProjectRoot.find();
            Addresses at = resolved();
            Set<Endpoint> own = ownParts();
            ClassArchives archives = again ? ClassArchives.in(home) : ClassArchives.NONE;
            Services services = new Services(home, root, at, archives, Map.copyOf(environment));
            Stack stack = new Stack(home, at, services, identity != null ? identity : home);
            home.pidFile(PID_FILE)
                    .living()
                    .filter(other -> other.pid() != ProcessHandle.current().pid())
                    .ifPresent(other -> {
                        throw new StackException(
                                "A stack runs from " + home.path() + " already (pid " + other.pid() + ").");
                    });
            endLeftovers(home);
            PortCheck.require(at, own);
            if (fresh) {
                home.wipe();
            }
            home.pidFile(PID_FILE).remember(ProcessHandle.current(), "");
            at.write(home.addresses());
            String realm = shared ? Realm.jsonForAnyPort() : Realm.json(at);
            stack.start(own, programs != null ? programs : sharedPrograms(root), realm, archives, progress);
            return stack;
        }

        private Addresses resolved() {
            Addresses own = addresses != null ? addresses : Addresses.fromEnvironment(System.getenv());
            if (identity == null) {
                return own;
            }
            requireRunning(identity);
            return own.with(Endpoint.KEYCLOAK, Addresses.read(identity.addresses()));
        }

        private Set<Endpoint> ownParts() {
            Set<Endpoint> own = EnumSet.copyOf(parts);
            if (identity != null) {
                own.remove(Endpoint.KEYCLOAK);
            }
            return own;
        }
    }

    private static void requireRunning(StackHome other) {
        if (other.pidFile(PID_FILE).living().isEmpty()) {
            throw new StackException("No stack runs from " + other.path() + " that could be joined.");
        }
    }

    private static Path sharedPrograms(Path root) {
        return root.resolve(Path.of(".countersign", "programs"));
    }

    /** Ends what a killed run of this folder has left running. */
    public static void endLeftovers(StackHome home) {
        for (Service service : Service.values()) {
            home.pidFile(service.module()).endLeftover(PATIENCE);
        }
        home.pidFile("keycloak").endLeftover(PATIENCE);
        PostgresLeftovers.clear(home.postgresData());
    }

    private void start(
            Set<Endpoint> parts, Path programs, String realm, ClassArchives archives, Consumer<String> progress) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> database = run(parts.contains(Endpoint.POSTGRES), this::startPostgres, threads);
            CompletableFuture<Void> broker = run(parts.contains(Endpoint.KAFKA), this::startKafka, threads);
            boolean joined = !identity.equals(home);
            CompletableFuture<Void> keycloak = joined
                    ? run(true, () -> IdentityProvider.await(addresses, () -> requireRunning(identity)), threads)
                    : run(
                            parts.contains(Endpoint.KEYCLOAK),
                            () -> add(IdentityProvider.start(home, programs, realm, addresses, archives, progress)),
                            threads);
            CompletableFuture<Void> mail = run(parts.contains(Endpoint.SMTP), this::startMailbox, threads);
            database.thenRun(() -> progress.accept("PostgreSQL is up"));
            broker.thenRun(() -> progress.accept("Kafka is up"));
            keycloak.thenRun(() -> progress.accept("Keycloak is up"));
            // The services start while Keycloak still does: they ask it for its keys when the first token comes.
            CompletableFuture<Void> ready = CompletableFuture.allOf(database, broker)
                    .thenRunAsync(() -> startServices(parts, progress), threads);
            CompletableFuture.allOf(keycloak, mail, ready).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof StackException known
                    ? known
                    : new StackException("the stack did not start: " + e.getCause(), e);
        }
    }

    private static CompletableFuture<Void> run(boolean wanted, Runnable work, ExecutorService threads) {
        return wanted ? CompletableFuture.runAsync(work, threads) : CompletableFuture.completedFuture(null);
    }

    private void startPostgres() {
        Postgres postgres =
                Postgres.start(home.postgresData(), home.postgresBinaries(), addresses.port(Endpoint.POSTGRES));
        add(postgres);
        for (Service service : Service.values()) {
            postgres.ensureDatabase(service.database());
        }
    }

    private void startKafka() {
        add(Broker.start(home.kafkaData(), addresses.port(Endpoint.KAFKA)));
    }

    private void startMailbox() {
        add(Mailbox.start(home.mail(), addresses.port(Endpoint.SMTP), addresses.port(Endpoint.MAILBOX)));
    }

    private void startServices(Set<Endpoint> parts, Consumer<String> progress) {
        List<Service> wanted = Arrays.stream(Service.values())
                .filter(service -> parts.contains(service.endpoint()))
                .toList();
        add(services);
        wanted.forEach(services::start);
        for (Service service : wanted) {
            services.awaitReady(service);
            progress.accept(service.module() + " is up");
        }
    }

    private void add(AutoCloseable part) {
        synchronized (started) {
            started.push(part);
        }
    }

    public Addresses addresses() {
        return addresses;
    }

    public StackHome home() {
        return home;
    }

    /** The folder of its Keycloak, which holds the password of the administrator. */
    public Path keycloak() {
        return identity.keycloak();
    }

    /** The services, to be stopped, killed and started by name. */
    public Services services() {
        return services;
    }

    /** Ends everything: the services first, then what they stand on. */
    @Override
    public void close() {
        Deque<AutoCloseable> parts;
        synchronized (started) {
            parts = new ArrayDeque<>(started);
            started.clear();
        }
        // Services first, since they need the rest to finish in good order.
        if (parts.remove(services)) {
            services.close();
        }
        parts.parallelStream().forEach(Stack::closeQuietly);
        home.pidFile(PID_FILE).forget();
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // The others must still end; the next start cleans up after this one.
            System.getLogger(Stack.class.getName()).log(System.Logger.Level.WARNING, "did not stop in good order", e);
        }
    }
}
