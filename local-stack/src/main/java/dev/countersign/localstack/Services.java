package dev.countersign.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The four services as processes of their own, each of which can be started, stopped and killed by itself. */
public final class Services implements AutoCloseable {

    /** Long, for a machine that is busy with other things; one that has ended is noticed at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Address space for compiled code costs nothing; when a seventh of it is used, the heap is collected as a whole. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:ReservedCodeCacheSize=512m",
            "--enable-native-access=ALL-UNNAMED");

    private final StackHome home;
    private final Path root;
    private final Addresses addresses;
    private final ClassArchives archives;
    private final Map<String, String> extraEnvironment;
    private final Map<Service, JavaProcess> running = new EnumMap<>(Service.class);

    Services(
            StackHome home,
            Path root,
            Addresses addresses,
            ClassArchives archives,
            Map<String, String> extraEnvironment) {
        this.home = home;
        this.root = root;
        this.addresses = addresses;
        this.archives = archives;
        this.extraEnvironment = extraEnvironment;
    }

    /** Starts one that does not run, without waiting until it is ready. */
    public void start(Service service) {
        start(service, packaged(service));
    }

    /** Starts another program in the place of one that does not run, as that one is started, without waiting until it is ready. */
    public void start(Service service, Path instead) {
        start(service, new Launch(JavaProcess.executable(), instead, OPTIONS, Map.of()));
    }

    /** Starts one that does not run in a way of its own, without waiting until it is ready. */
    public synchronized void start(Service service, Launch launch) {
        JavaProcess known = running.get(service);
        if (known != null && known.isAlive()) {
            throw new IllegalStateException(service.module() + " runs already");
        }
        Path jar = launch.app().resolve(Launch.JAR);
        if (!Files.exists(jar)) {
            throw new StackException(jar + " is missing: build the project first (./countersign does)");
        }
        running.put(
                service,
                JavaProcess.start(
                        new JavaProcess.Plan(
                                service.module(),
                                launch.java(),
                                launch.app(),
                                launch.options(),
                                launch.program(),
                                environment(service, launch)),
                        home));
    }

    private Launch packaged(Service service) {
        List<String> options = new ArrayList<>(archives.options(service.module()));
        options.addAll(OPTIONS);
        return new Launch(JavaProcess.executable(), app(root, service), options, Map.of());
    }

    /** Where its build leaves it. */
    public static Path app(Path root, Service service) {
        return root.resolve(service.module()).resolve(Path.of("target", "quarkus-app"));
    }

    private Map<String, String> environment(Service service, Launch launch) {
        Map<String, String> environment = new HashMap<>(ServiceEnvironment.of(service, addresses));
        if (service == Service.POLICY) {
            // Encrypts the release keys in the database, so it lives and goes with the database.
            environment.put("COUNTERSIGN_RELEASE_KEY_ENCRYPTION_KEY", Secret.kept(home.releaseKeySecret(), 32));
            // Agents on this machine are called back on this machine.
            environment.put("COUNTERSIGN_CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128");
            environment.put("COUNTERSIGN_CALLBACK_ALLOW_HTTP", "true");
        }
        environment.putAll(launch.environment());
        environment.putAll(extraEnvironment);
        return environment;
    }

    /** Returns when its readiness check is green. */
    public void awaitReady(Service service) {
        Http.awaitOk(readiness(service), PATIENCE, () -> process(service).requireAlive());
    }

    public boolean isReady(Service service) {
        return Http.isOk(readiness(service));
    }

    private String readiness(Service service) {
        return "http://" + Ports.LOOPBACK + ":" + addresses.port(service.endpoint()) + "/q/health/ready";
    }

    /** Ends one in good order, and returns when it is gone. */
    public void stop(Service service) {
        process(service).close();
    }

    /** Ends one that has a lot to do before it is gone. */
    public void stop(Service service, Duration patience) {
        process(service).close(patience);
    }

    /** As {@code kill -9}: it does not get to do anything more. Returns when it is gone. */
    public void kill(Service service) {
        process(service).kill();
    }

    /** Starts one again that was stopped or killed, and returns when it is ready. */
    public void restart(Service service) {
        start(service);
        awaitReady(service);
    }

    public boolean isAlive(Service service) {
        return process(service).isAlive();
    }

    public long pid(Service service) {
        return process(service).pid();
    }

    private synchronized JavaProcess process(Service service) {
        JavaProcess process = running.get(service);
        if (process == null) {
            throw new IllegalStateException(service.module() + " was never started");
        }
        return process;
    }

    @Override
    public void close() {
        List<JavaProcess> all;
        synchronized (this) {
            all = new ArrayList<>(running.values());
        }
        // All at once: each may take its time to finish what it does.
        all.forEach(JavaProcess::signal);
        all.forEach(JavaProcess::close);
    }
}
