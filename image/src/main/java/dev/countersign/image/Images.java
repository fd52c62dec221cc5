package dev.countersign.image;

import com.google.cloud.tools.jib.api.JibContainer;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.Launch;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.training.Training;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./countersign images REGISTRY}: builds, trains and pushes the four. What begins with {@code -D} is said to the build, too. */
public final class Images {

    private static final String SETTINGS = "image/resources/META-INF/microprofile-config.properties";
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>countersign</artifactId>\\s*<version>([^<]+)</version>");

    private final Path root = ProjectRoot.find();
    private final Path folder = root.resolve(Path.of("image", "target", "training"));
    private final String registry;
    private final List<String> said;
    private final Properties settings = new Properties();

    private Images(String registry, List<String> said) throws IOException {
        this.registry = registry;
        this.said = said;
        try (Reader reader = Files.newBufferedReader(root.resolve(SETTINGS))) {
            settings.load(reader);
        }
        for (String option : said) {
            int at = option.indexOf('=');
            if (option.startsWith("-D") && at > 0) {
                settings.setProperty(option.substring(2, at), option.substring(at + 1));
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || arguments[0].startsWith("-")) {
            System.err.println("To which registry? ./countersign images registry.example.com [-Dquarkus.…=…]");
            System.exit(2);
        }
        new Images(arguments[0], Arrays.asList(arguments).subList(1, arguments.length)).make();
    }

    private void make() throws IOException, InterruptedException {
        build();
        Registry at = new Registry(setting("username"), setting("password"), Boolean.parseBoolean(setting("insecure")));
        Map<Service, Unpacked> unpacked = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            Path own = Files.createTempDirectory(Files.createDirectories(folder), service.module());
            at.save(image(service), own.resolve("image.tar"));
            unpacked.put(service, Unpacked.of(own.resolve("image.tar"), own));
        }
        train(unpacked);
        for (Service service : Service.values()) {
            String cache = of(unpacked, service).cache();
            JibContainer pushed =
                    at.add(image(service), cache(of(unpacked, service)), cache.substring(0, cache.lastIndexOf('/')));
            System.out.println("  " + image(service) + "@" + pushed.getDigest());
        }
    }

    private void build() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                root.resolve("mvnw").toString(),
                "-q",
                "package",
                "-Pimage",
                "-DskipTests",
                "-Dquarkus.container-image.registry=" + registry,
                "-pl",
                String.join(
                        ",",
                        Arrays.stream(Service.values()).map(Service::module).toList()),
                "-am"));
        command.addAll(said);
        int status = new ProcessBuilder(command)
                .directory(root.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("the build failed");
        }
    }

    private void train(Map<Service, Unpacked> images) {
        try (Stack stack = Stack.builder(folder.resolve("stack"))
                .addresses(Addresses.free())
                .fresh(true)
                .parts(EnumSet.of(Endpoint.POSTGRES, Endpoint.KAFKA, Endpoint.KEYCLOAK, Endpoint.SMTP))
                .progress(what -> System.out.println("  " + what))
                .start()) {
            Training.run(
                    stack,
                    service -> launch(of(images, service)),
                    service -> cache(of(images, service)),
                    what -> System.out.println("  " + what));
        }
    }

    private static Launch launch(Unpacked image) {
        return image.launch();
    }

    private static Unpacked of(Map<Service, Unpacked> images, Service service) {
        return Objects.requireNonNull(images.get(service));
    }

    private static Path cache(Unpacked image) {
        return image.root().resolve("." + image.cache()).normalize();
    }

    private String image(Service service) throws IOException {
        return registry + "/" + setting("group") + "/" + service.module() + ":" + tag();
    }

    /** The project's own version where nothing else was said. */
    private String tag() throws IOException {
        String tag = setting("tag");
        Matcher version = VERSION.matcher(Files.readString(root.resolve("pom.xml")));
        return tag.startsWith("@") && version.find() ? version.group(1) : tag;
    }

    private String setting(String name) {
        return settings.getProperty("quarkus.container-image." + name, "");
    }
}
