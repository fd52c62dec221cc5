package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.queue.payload.PayloadChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payload of the agent, in the thread of all of them.
 *
 * @param note what the agent says about it
 * @param asked who asked for it, in what words; absent for the proposal, and for what nobody asked for
 * @param changes what is different from the one before
 */
record RevisionView(
        int revision,
        JsonNode payload,
        Instant at,
        @Nullable String note,
        @Nullable AskedView asked,
        List<PayloadChange> changes) {

    /** A request for changes. */
    record AskedView(
            @Nullable String by,
            @Nullable String byName,
            Instant at,
            @Nullable String words) {}

    /** The proposal and what became of it, the first one first. */
    static List<RevisionView> thread(Loaded review, List<RevisionRow> revisions, List<HistoryRow> history) {
        List<RevisionView> thread = new ArrayList<>();
        RevisionRow before = null;
        JsonNode payloadBefore = JsonNodeFactory.instance.nullNode();
        for (RevisionRow revision : revisions) {
            JsonNode payload = StoredJson.tree(revision.payload());
            thread.add(new RevisionView(
                    revision.revision(),
                    payload,
                    revision.at(),
                    revision.note(),
                    before == null ? null : asked(review, before.at(), revision.at(), history),
                    before == null ? List.of() : PayloadChange.between(payloadBefore, payload)));
            before = revision;
            payloadBefore = payload;
        }
        return List.copyOf(thread);
    }

    private static @Nullable AskedView asked(Loaded review, Instant after, Instant until, List<HistoryRow> history) {
        return history.stream()
                .filter(line -> line.what() == What.CHANGES_REQUESTED)
                .filter(line -> !line.at().isBefore(after) && !line.at().isAfter(until))
                .reduce((first, second) -> second)
                .map(line -> asked(review, line))
                .orElse(null);
    }

    private static AskedView asked(Loaded review, HistoryRow line) {
        String by = line.person();
        String name =
                by == null ? null : NamedView.person(review.directory(), by).name();
        return new AskedView(by, name, line.at(), line.detail());
    }
}
