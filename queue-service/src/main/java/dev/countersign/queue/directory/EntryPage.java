package dev.countersign.queue.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A part of one of the directory's lists, in the order of ids: whatever is put or taken away meanwhile, nobody who turns the pages sees
 * an entry twice or misses one that was there all the time.
 *
 * @param next where the next page is; absent on the last one
 */
record EntryPage<T>(List<T> entries, @Nullable String next) {

    static final int MOST = 1_000;
    static final int USUAL = 200;

    EntryPage {
        entries = List.copyOf(entries);
    }

    /**
     * Which part of a list is asked for.
     *
     * @param cursor the last id of the page before; absent: the first page
     * @param limit 1 to {@value #MOST}; absent: {@value #USUAL}
     */
    record Query(@Nullable String cursor, @Nullable Integer limit) {

        Query {
            if (limit != null && (limit < 1 || limit > MOST)) {
                throw Problem.of(
                                422,
                                "invalid-value",
                                "Invalid value",
                                "A parameter of the address cannot be used here.")
                        .with(new Violation("/limit", "must be between 1 and " + MOST));
            }
        }

        <T> EntryPage<T> of(DirectoryDocument document, Entries<T> kind) {
            int most = limit == null ? USUAL : limit;
            List<T> found = kind.list().apply(document).stream()
                    .filter(entry -> cursor == null || kind.id().apply(entry).compareTo(cursor) > 0)
                    .sorted(Comparator.comparing(kind.id()))
                    .limit(most + 1L)
                    .toList();
            if (found.size() <= most) {
                return new EntryPage<>(found, null);
            }
            String last = kind.id().apply(found.get(most - 1));
            return new EntryPage<>(
                    found.subList(0, most),
                    "/v1/%s?cursor=%s&limit=%d".formatted(kind.name(), URLEncoder.encode(last, UTF_8), most));
        }
    }

    /** The entries, and in a {@code Link} (RFC 8288) where there are more. */
    RestResponse<List<T>> response() {
        RestResponse.ResponseBuilder<List<T>> answer = RestResponse.ResponseBuilder.ok(entries);
        return (next == null ? answer : answer.header("Link", "<" + next + ">; rel=\"next\"")).build();
    }
}
