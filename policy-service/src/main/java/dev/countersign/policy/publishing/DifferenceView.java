package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.difference.Change;
import dev.countersign.policy.difference.Difference;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two versions, for people.
 *
 * @param from 0: nothing was published before
 * @param loosens why fewer actions go to a person, a sentence each; empty where they do not
 */
@Schema(name = "PolicyDifference")
@RegisterForReflection
public record DifferenceView(String process, int from, int to, List<Entry> changes, List<String> loosens) {

    /** One change. */
    @Schema(name = "PolicyChange")
    @RegisterForReflection
    public record Entry(
            @Schema(examples = "/patterns/confidence-gated/threshold")
            String path,

            @Schema(enumeration = {"changed", "added", "removed"})
            String change,

            @Nullable JsonNode before,
            @Nullable JsonNode after,

            @Schema(examples = "the confidence threshold falls from 0.9 to 0.8: fewer actions go to a person")
            String sentence,

            @Schema(enumeration = {"looser", "tighter", "neutral"})
            String effect) {

        static Entry of(Change change) {
            return new Entry(
                    change.path(),
                    word(change.change()),
                    change.before(),
                    change.after(),
                    change.sentence(),
                    word(change.effect()));
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Everything that is different, in the order of the document. */
    public static List<Entry> entries(Difference difference) {
        return difference.changes().stream().map(Entry::of).toList();
    }

    static DifferenceView of(PolicyVersionEntity earlier, PolicyVersionEntity later) {
        Difference difference = Difference.between(VersionService.read(earlier), VersionService.read(later));
        return new DifferenceView(
                later.process, earlier.version, later.version, entries(difference), difference.loosening());
    }

    static DifferenceView ofFirst(String process, int version) {
        Entry all = new Entry("", "added", null, null, "before the first policy, everything was blocked", "neutral");
        return new DifferenceView(process, 0, version, List.of(all), List.of());
    }
}
