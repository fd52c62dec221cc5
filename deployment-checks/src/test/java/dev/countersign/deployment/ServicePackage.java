package dev.countersign.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;

/**
 * A service as it is shipped: what it reads out of its environment, what it consumes and what it says, all taken from its package and
 * from nothing that somebody would have to keep in step with it.
 */
final class ServicePackage {

    private static final Map<Service, ServicePackage> READ = new ConcurrentHashMap<>();
    private static final Pattern INCOMING = Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.topic");
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private final Service service;
    private final Properties properties = new Properties();
    private final Set<String> variables = new TreeSet<>();
    private final JavaClasses classes;

    private ServicePackage(Service service) {
        this.service = service;
        Path app = ProjectRoot.find().resolve(service.module()).resolve("target/quarkus-app");
        if (!Files.isDirectory(app)) {
            String notice = "SKIPPED: " + service.module() + " is not packaged; run the phase package, with -am.";
            System.out.println(notice);
            Assumptions.abort(notice);
        }
        Path own = Project.files(app.resolve("app"), ".jar").getFirst();
        this.classes = classes(own);
        readProperties(own);
        Project.files(app.resolve("lib/main"), ".jar").forEach(this::readModel);
        readMappings(classes);
        Project.files(app.resolve("lib/main"), ".jar").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("dev.countersign."))
                .forEach(jar -> readMappings(classes(jar)));
    }

    static ServicePackage of(Service service) {
        return READ.computeIfAbsent(service, ServicePackage::new);
    }

    private static JavaClasses classes(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new ClassFileImporter().importJar(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readProperties(Path jar) {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getEntry("application.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Quarkus' extensions describe their own configuration; what is fixed when the service is built is read from no environment. */
    private void readModel(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(MODEL);
            if (entry != null) {
                try (InputStream in = file.getInputStream(entry)) {
                    readItems(Yaml.document(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readItems(JsonNode node) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            add(node.path("path"));
            node.path("additionalPaths").forEach(this::add);
        }
        node.path("configRoots").forEach(this::readItems);
        node.path("items").forEach(this::readItems);
    }

    private void add(JsonNode path) {
        variables.add(path.path("environmentVariable").asText());
    }

    /** The mappings of Countersign's own configuration. */
    private void readMappings(JavaClasses all) {
        all.stream()
                .filter(type -> type.isAnnotatedWith("io.smallrye.config.ConfigMapping"))
                .forEach(type -> readMapping(
                        type,
                        String.valueOf(type.getAnnotationOfType("io.smallrye.config.ConfigMapping")
                                .get("prefix")
                                .orElseThrow())));
    }

    private void readMapping(JavaClass type, String prefix) {
        type.getMethods().forEach(method -> {
            String key = prefix + "." + kebab(method.getName());
            JavaClass result = method.getRawReturnType();
            if (result.isInterface() && result.getName().startsWith(type.getName() + "$")) {
                readMapping(result, key);
            } else {
                variables.add(variable(key));
            }
        });
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Whether the service reads this variable when it starts. */
    boolean reads(String variable) {
        return variables.contains(variable)
                || variables.stream()
                        .filter(known -> known.contains("__"))
                        .anyMatch(known -> named(known).matcher(variable).matches());
    }

    /** {@code QUARKUS_TLS__TLS_BUCKET_NAME__TRUST_STORE_PEM_CERTS} stands for one variable a name. */
    private static Pattern named(String known) {
        return Pattern.compile(known.replaceAll("__[A-Z0-9_]+?__", "_[A-Z0-9]+_"));
    }

    /** The names of the topics that it reads. */
    Set<String> consumed() {
        Set<String> topics = new TreeSet<>();
        properties.stringPropertyNames().stream()
                .filter(key -> INCOMING.matcher(key).matches())
                .forEach(key -> topics.add(properties.getProperty(key)));
        return topics;
    }

    /** The name of the group with which it reads. */
    String group() {
        return properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith("mp.messaging.") && key.endsWith(".group.id"))
                .map(properties::getProperty)
                .distinct()
                .reduce((one, another) -> {
                    throw new AssertionError(service + " has two groups: " + one + ", " + another);
                })
                .orElseThrow();
    }

    /** The names of the topics that its events go to, by the events that it makes; dead letters apart. */
    Set<String> produced() {
        Set<String> topics = new TreeSet<>();
        classes.stream()
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .map(call -> call.getTargetOwner().getName())
                .forEach(made -> EventType.ALL.stream()
                        .filter(type -> type.shape().getName().equals(made))
                        .forEach(type -> topics.add(topic(type))));
        return topics;
    }

    /** Said by the contracts themselves, of the sample that there is of each type. */
    private static String topic(EventType type) {
        String sample = "/samples/" + type.name() + ".json";
        try (InputStream in = Objects.requireNonNull(Event.class.getResourceAsStream(sample), sample)) {
            return Topic.of(Json.mapper().readValue(in, type.shape())).topicName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
