package dev.countersign.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.countersign.localstack.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedImageTest {

    private static final Instant BUILT = Instant.ofEpochSecond(1);
    private static final Registry HERE = new Registry("", "", true);

    @TempDir
    private Path folder;

    private LoopbackRegistry registry;
    private String image;

    @BeforeEach
    void pushAPlainOne() throws Exception {
        registry = LoopbackRegistry.start(0, folder.resolve("registry"));
        image = registry.name() + "/countersign/some-service:1";
        Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\n");
        Path jar = Files.writeString(folder.resolve(Launch.JAR), "no jar");
        Jib.fromScratch()
                .addFileEntriesLayer(FileEntriesLayer.builder()
                        .addEntry(
                                java,
                                AbsoluteUnixPath.get("/opt/java/bin/java"),
                                FilePermissions.fromOctalString("755"),
                                BUILT)
                        .addEntry(
                                jar,
                                AbsoluteUnixPath.get("/opt/countersign/" + Launch.JAR),
                                FilePermissions.fromOctalString("644"),
                                BUILT)
                        .build())
                .setWorkingDirectory(AbsoluteUnixPath.get("/opt/countersign"))
                .setEnvironment(Map.of("PATH", "/bin:/opt/java/bin", "QUARKUS_HTTP_PORT", "8080", "MALLOC", "2"))
                .setEntrypoint("java", "-XX:AOTCache=app.aot", "-XX:+UseSerialGC", "-jar", Launch.JAR)
                .setUser("10001")
                .containerize(Containerizer.to(RegistryImage.named(image)).setAllowInsecureRegistries(true));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private Unpacked unpacked(String name) throws Exception {
        Path own = folder.resolve(name);
        HERE.save(image, own.resolve("image.tar"));
        return Unpacked.of(own.resolve("image.tar"), own);
    }

    @Test
    void aTrainingRunStartsTheImagesOwnJvmWithTheImagesOwnOptionsInTheImagesOwnFolder() throws Exception {
        Unpacked plain = unpacked("plain");

        assertThat(plain.launch())
                .isEqualTo(new Launch(
                        plain.root().resolve("./opt/java/bin/java"),
                        plain.root().resolve("./opt/countersign"),
                        List.of("-XX:+UseSerialGC"),
                        Map.of("MALLOC", "2")));
        assertThat(plain.launch().java()).isExecutable();
    }

    @Test
    void filesAreOfTheTimeThatTheyHaveInTheImage() throws Exception {
        Path jar = unpacked("plain").launch().app().resolve(Launch.JAR);

        assertThat(Files.getLastModifiedTime(jar).toInstant()).isEqualTo(BUILT);
    }

    @Test
    void theTrainedImageIsThePlainOneWithItsCache() throws Exception {
        Unpacked plain = unpacked("plain");
        Path cache = Files.writeString(folder.resolve("app.aot"), "what was learned");

        HERE.add(image, cache, "/opt/countersign");

        Unpacked trained = unpacked("trained");
        assertThat(trained.root().resolve("." + plain.cache())).hasContent("what was learned");
        assertThat(trained.configuration()).isEqualTo(plain.configuration());
        assertThat(trained.launch().app().resolve(Launch.JAR)).hasContent("no jar");
    }
}
