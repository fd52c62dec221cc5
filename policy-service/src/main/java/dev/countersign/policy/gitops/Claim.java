package dev.countersign.policy.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.publishing.PolicyService;
import dev.countersign.policy.publishing.PolicySource;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file says: how the process that it names is to be supervised.
 *
 * @param process absent where the file does not say
 * @param document absent where the file cannot be read
 * @param findings what keeps it from being published
 * @param claimedBy the file before it that names the same process, where there is one: of two, the first by name holds
 */
record Claim(
        PolicyFile file,
        @Nullable String process,
        @Nullable JsonNode document,
        List<Violation> findings,
        @Nullable String claimedBy) {

    /** What the files of a folder say, in the order of their names. */
    static List<Claim> of(List<PolicyFile> files) {
        Map<String, String> claimed = new HashMap<>();
        return files.stream().map(file -> of(file, claimed)).toList();
    }

    private static Claim of(PolicyFile file, Map<String, String> claimed) {
        String text = file.text();
        if (text == null) {
            return unreadable(file, "the file cannot be read");
        }
        try {
            return of(file, PolicySource.read(text.getBytes(StandardCharsets.UTF_8), file.isJson()), claimed);
        } catch (Problem problem) {
            return unreadable(file, problem.detail());
        }
    }

    private static Claim unreadable(PolicyFile file, String why) {
        return new Claim(file, null, null, List.of(new Violation("", why)), null);
    }

    private static Claim of(PolicyFile file, JsonNode document, Map<String, String> claimed) {
        String process = document.path("process").textValue();
        String before = process == null ? null : claimed.putIfAbsent(process, file.name());
        List<Violation> findings = before == null
                ? PolicyService.findings(Optional.ofNullable(process).orElse(""), document)
                : List.of(new Violation("/process", "is the process of another file already, " + before));
        return new Claim(file, process, document, findings, before);
    }

    /** Changes when what is to be made of the file changes: with its content, and with who else claims its process. */
    String state() {
        return claimedBy == null ? file.digest() : file.digest() + " after " + claimedBy;
    }
}
