package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What audit-service says about one evaluation, and whether its proofs hold, computed here from nothing but what it says. */
public record Evidence(JsonNode body) {

    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    public long pending() {
        return body.path("pending").asLong();
    }

    /** The types of its events, without prefix and version, in the order of the log. */
    public List<String> types() {
        return events().map(event -> event.path("type")
                        .asText()
                        .replace("dev.countersign.", "")
                        .replace(".v1", ""))
                .toList();
    }

    public boolean has(String... types) {
        return types().containsAll(List.of(types));
    }

    public long count(String type) {
        return types().stream().filter(type::equals).count();
    }

    /** The content of the first event of this type. */
    public JsonNode content(String type) {
        String full = "dev.countersign." + type + ".v1";
        return events().filter(event -> event.path("type").asText().equals(full))
                .findFirst()
                .map(event -> Payloads.json(event.path("content").asText()))
                .orElseThrow(() -> new AssertionError("no " + type + " among " + types()));
    }

    private Stream<JsonNode> events() {
        return StreamSupport.stream(body.path("events").spliterator(), false);
    }

    /** What is wrong with the proofs; empty where every event is provably in the log, with this content. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        String[] checkpoint = body.path("checkpoint").asText().split("\n", -1);
        long size = Long.parseLong(checkpoint[1]);
        byte[] root = BASE64.decode(checkpoint[2]);
        if (body.path("events").isEmpty()) {
            problems.add("no events");
        }
        events().forEach(event -> {
            byte[] entry = event.path("entry").asText().getBytes(StandardCharsets.UTF_8);
            if (!Merkle.includes(event.path("logIndex").asLong(), Merkle.leaf(entry), size, root, proof(event))) {
                problems.add(event.path("type").asText() + " is not in the log");
            }
            if (!digest(event).equals(contentDigest(event))) {
                problems.add(event.path("type").asText() + " is not what the log committed to");
            }
        });
        return problems;
    }

    private static List<byte[]> proof(JsonNode event) {
        return StreamSupport.stream(event.path("inclusionProof").spliterator(), false)
                .map(hash -> BASE64.decode(hash.asText()))
                .toList();
    }

    private static String digest(JsonNode event) {
        byte[] salt = BASE64.decode(event.path("salt").asText());
        byte[] content = event.path("content").asText().getBytes(StandardCharsets.UTF_8);
        return "sha-256:" + HexFormat.of().formatHex(Digests.sha256(salt, content));
    }

    private static String contentDigest(JsonNode event) {
        return Payloads.json(event.path("entry").asText()).path("contentDigest").asText();
    }

    /** The hashes of RFC 6962, as whoever trusts nobody computes them. */
    static final class Merkle {

        private Merkle() {}

        static byte[] leaf(byte[] entry) {
            return Digests.sha256(new byte[] {0}, entry);
        }

        private static byte[] node(byte[] left, byte[] right) {
            return Digests.sha256(new byte[] {1}, left, right);
        }

        /** RFC 9162, section 2.1.3.2. */
        static boolean includes(long index, byte[] leaf, long size, byte[] root, List<byte[]> proof) {
            if (index >= size) {
                return false;
            }
            long node = index;
            long last = size - 1;
            byte[] hash = leaf;
            for (byte[] sibling : proof) {
                if (last == 0) {
                    return false;
                }
                if (node % 2 == 1 || node == last) {
                    hash = node(sibling, hash);
                    while (node % 2 == 0 && node != 0) {
                        node /= 2;
                        last /= 2;
                    }
                } else {
                    hash = node(hash, sibling);
                }
                node /= 2;
                last /= 2;
            }
            return last == 0 && Arrays.equals(hash, root);
        }
    }
}
