package dev.countersign.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.countersign.contracts.Json;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;

/** What a service's own classes do at run time that a native executable must be told of before, taken from its package. */
final class NativeNeeds {

    private static final Map<Service, NativeNeeds> READ = new ConcurrentHashMap<>();
    private static final String OURS = "dev.countersign.";
    private static final String METADATA = "reachability-metadata.json";
    private static final String REGISTER = "io.quarkus.runtime.annotations.RegisterForReflection";
    private static final String JSON_COLUMN = "org.hibernate.annotations.JdbcTypeCode";
    private static final Set<String> MAPPERS = Set.of(
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.databind.json.JsonMapper",
            "com.fasterxml.jackson.databind.ObjectReader",
            "com.fasterxml.jackson.databind.ObjectWriter");
    private static final Set<String> READING =
            Set.of("readValue", "treeToValue", "convertValue", "readerFor", "readValues", "forType");
    private static final Set<String> WRITING =
            Set.of("valueToTree", "convertValue", "writeValueAsString", "writeValueAsBytes", "writeValue");

    private final JavaClasses classes;
    private final Properties properties = new Properties();
    private final Set<String> resources = new TreeSet<>();
    private final Set<String> registered = new TreeSet<>();

    private NativeNeeds(Service service) {
        Path app = ProjectRoot.find().resolve(service.module()).resolve("target/quarkus-app");
        if (!app.toFile().isDirectory()) {
            String notice = "SKIPPED: " + service.module() + " is not packaged; run the phase package, with -am.";
            System.out.println(notice);
            Assumptions.abort(notice);
        }
        List<Path> jars = new ArrayList<>(Project.files(app.resolve("app"), ".jar"));
        Project.files(app.resolve("lib/main"), ".jar").stream()
                .filter(jar -> jar.getFileName().toString().startsWith(OURS))
                .forEach(jars::add);
        classes = new ClassFileImporter()
                .importUrls(jars.stream().map(NativeNeeds::url).toList());
        jars.forEach(this::readFiles);
        classes.forEach(this::readRegistrations);
    }

    private static URL url(Path jar) {
        try {
            return URI.create("jar:" + jar.toUri() + "!/").toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NativeNeeds of(Service service) {
        return READ.computeIfAbsent(service, NativeNeeds::new);
    }

    private void readFiles(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    read(entry, in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(ZipEntry entry, InputStream in) throws IOException {
        String name = entry.getName();
        if (name.equals("application.properties")) {
            properties.load(in);
        } else if (name.endsWith(METADATA)) {
            for (JsonNode type : Json.mapper().readTree(in).path("reflection")) {
                registered.add(type.path("type").asText());
            }
        } else if (isRead(entry)) {
            resources.add(name);
        }
    }

    /** Quarkus itself takes in what it serves or configures itself with; samples and schemas are for those who read the contracts. */
    private static boolean isRead(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && !name.endsWith(".class")
                && Stream.of("META-INF/", "web/", "samples/", "schemas/").noneMatch(name::startsWith);
    }

    private void readRegistrations(JavaClass type) {
        type.tryGetAnnotationOfType(REGISTER).ifPresent(annotation -> {
            Collection<String> targets = targets(annotation);
            registered.addAll(targets.isEmpty() ? List.of(type.getName()) : targets);
        });
        if (type.isAnnotatedWith("jakarta.ws.rs.Path")) {
            // What a method of REST takes and gives is registered by its extension, with all that it holds.
            type.getMethods().stream()
                    .flatMap(method -> Stream.concat(
                            method.getParameters().stream()
                                    .flatMap(parameter -> parameter.getType().getAllInvolvedRawTypes().stream()),
                            method.getReturnType().getAllInvolvedRawTypes().stream()))
                    .forEach(given -> registered.addAll(held(given)));
        }
    }

    private static Collection<String> targets(JavaAnnotation<?> annotation) {
        return annotation.get("targets").stream()
                .flatMap(found -> Arrays.stream((JavaClass[]) found))
                .map(JavaClass::getName)
                .toList();
    }

    /** Our types that go through Jackson outside of REST, with what they hold. */
    Set<String> jackson() {
        Set<String> needed = new TreeSet<>();
        for (JavaClass type : classes) {
            type.getCodeUnits().forEach(unit -> throughMappers(unit).forEach(found -> needed.addAll(held(found))));
            type.getFields().stream()
                    .filter(field -> field.isAnnotatedWith(JSON_COLUMN))
                    .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                    .forEach(found -> needed.addAll(held(found)));
        }
        return needed;
    }

    /** What a method reads it names; what it writes is a record that it was given, or made. */
    private static Stream<JavaClass> throughMappers(JavaCodeUnit unit) {
        Stream<JavaClass> read = calls(unit, READING)
                ? unit.getReferencedClassObjects().stream().map(ReferencedClassObject::getRawType)
                : Stream.of();
        Stream<JavaClass> written = calls(unit, WRITING)
                ? Stream.concat(
                                unit.getRawParameterTypes().stream(),
                                unit.getConstructorCallsFromSelf().stream().map(JavaCall::getTargetOwner))
                        .filter(JavaClass::isRecord)
                : Stream.of();
        return Stream.concat(read, written);
    }

    private static boolean calls(JavaCodeUnit unit, Set<String> methods) {
        return unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> MAPPERS.contains(call.getTargetOwner().getName())
                        && methods.contains(call.getTarget().getName()));
    }

    /** It, and what is in its fields, and in theirs. */
    private static Set<String> held(JavaClass type) {
        Set<String> all = new TreeSet<>();
        hold(type.getBaseComponentType(), all);
        return all;
    }

    private static void hold(JavaClass type, Set<String> all) {
        if (!type.getName().startsWith(OURS) || type.isInterface() || !all.add(type.getName())) {
            return;
        }
        for (JavaField field : type.getFields()) {
            if (!field.getModifiers().contains(JavaModifier.STATIC)) {
                field.getType().getAllInvolvedRawTypes().forEach(held -> hold(held.getBaseComponentType(), all));
            }
        }
    }

    Set<String> registered() {
        return registered;
    }

    Set<String> resources() {
        return resources;
    }

    boolean includes(String resource) {
        return Arrays.stream(properties
                        .getProperty("quarkus.native.resources.includes", "")
                        .split(","))
                .anyMatch(glob -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + glob.strip())
                        .matches(Path.of(resource)));
    }

    List<JavaCall<?>> calls() {
        return classes.stream()
                .<JavaCall<?>>flatMap(type -> type.getCodeUnits().stream()
                        .flatMap(unit -> Stream.concat(
                                unit.getMethodCallsFromSelf().stream(), unit.getConstructorCallsFromSelf().stream())))
                .toList();
    }
}
