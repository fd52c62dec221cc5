package dev.countersign.policy.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFolderTest {

    @TempDir
    private Path folder;

    private List<PolicyFile> read() throws IOException {
        return new PolicyFolder(folder).read();
    }

    @Test
    void policiesAreReadByNameAndNothingElseIs() throws IOException {
        for (String name : List.of("b.yaml", "a.yml", "c.json", "README.md", ".hidden.yaml")) {
            Files.writeString(folder.resolve(name), name);
        }
        Files.createDirectory(folder.resolve("folder.yaml"));
        Files.createSymbolicLink(folder.resolve("gone.yaml"), folder.resolve("nowhere"));

        assertThat(read()).extracting(PolicyFile::name).containsExactly("a.yml", "b.yaml", "c.json");
        assertThat(read().getFirst().text()).isEqualTo("a.yml");
    }

    /** As kubelet does it: a new folder, and one rename of the link that all files lead through. */
    @Test
    void aSwappedLinkIsAChange() throws IOException {
        mount("..2026_01", "title: One");
        List<PolicyFile> before = read();

        mount("..2026_02", "title: Two");

        assertThat(before).extracting(PolicyFile::name).containsExactly("refunds.yaml");
        assertThat(read()).extracting(PolicyFile::text).containsExactly("title: Two");
        assertThat(read().getFirst().digest()).isNotEqualTo(before.getFirst().digest());
    }

    private void mount(String version, String text) throws IOException {
        Files.createDirectory(folder.resolve(version));
        Files.writeString(folder.resolve(version).resolve("refunds.yaml"), text);
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(version));
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        Path file = folder.resolve("refunds.yaml");
        if (!Files.isSymbolicLink(file)) {
            Files.createSymbolicLink(file, Path.of("..data", "refunds.yaml"));
        }
    }

    @Test
    void aHugeFileIsReadNoFurtherThanAPolicyMayBeLong() throws IOException {
        Files.writeString(folder.resolve("huge.yaml"), "x".repeat(1_000_000));

        assertThat(read().getFirst().text()).hasSize(256 * 1024 + 1);
        assertThat(Claim.of(read()).getFirst().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).contains("at most 256 KiB"));
    }

    @Test
    void aFolderThatIsAwayIsNoEmptyFolder() throws IOException {
        Files.delete(folder);

        assertThatThrownBy(this::read).isInstanceOf(NoSuchFileException.class);
        Files.createDirectory(folder);
    }
}
