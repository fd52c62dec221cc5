package dev.countersign.policy.gitops;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The policy files of a folder. Everything is read each time: a mounted ConfigMap changes by a symbolic link that is swapped
 * ({@code ..data}), which neither times nor notifications tell of. Blocks.
 */
final class PolicyFolder {

    /** One byte more than a policy may have, so that a longer one is told from one that fits. */
    private static final int MOST_BYTES = 256 * 1024 + 1;

    private final Path folder;

    PolicyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * What is there now, by name.
     *
     * @throws IOException where the folder itself cannot be read
     */
    List<PolicyFile> read() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(PolicyFolder::isPolicy)
                    .sorted()
                    .map(PolicyFolder::read)
                    .toList();
        }
    }

    private static boolean isPolicy(Path entry) {
        String name = entry.getFileName().toString();
        boolean named = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        return named && !name.startsWith(".") && Files.isRegularFile(entry);
    }

    private static PolicyFile read(Path entry) {
        String name = entry.getFileName().toString();
        try (InputStream in = Files.newInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            return new PolicyFile(name, digest(bytes), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new PolicyFile(name, digest(new byte[0]), null);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha-256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
