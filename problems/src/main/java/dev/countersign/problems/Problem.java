package dev.countersign.problems;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says no. Thrown anywhere below a resource, it becomes an {@code application/problem+json} answer (RFC 9457) whose {@code type}
 * is {@code urn:countersign:problem:<slug>}. The slugs are listed in {@code docs/problems.md} and never change their meaning.
 */
public final class Problem extends RuntimeException {

    private static final String TYPE_PREFIX = "urn:countersign:problem:";

    private final int status;
    private final String slug;
    private final String title;
    private final String detail;
    private final List<Violation> violations;
    private final Map<String, Object> members;

    private Problem(
            int status,
            String slug,
            String title,
            String detail,
            List<Violation> violations,
            Map<String, Object> members) {
        super(slug, null, false, false);
        this.status = status;
        this.slug = Objects.requireNonNull(slug, "slug");
        this.title = Objects.requireNonNull(title, "title");
        this.detail = Objects.requireNonNull(detail, "detail");
        this.violations = List.copyOf(violations);
        this.members = Map.copyOf(members);
    }

    /**
     * A problem.
     *
     * @param status of the HTTP answer
     * @param slug stable, in kebab case
     * @param title the same for every occurrence
     * @param detail what happened here and what to do, in a sentence; no secrets, no content
     */
    public static Problem of(int status, String slug, String title, String detail) {
        return new Problem(status, slug, title, detail, List.of(), Map.of());
    }

    /** The same problem, which names one more bad field. */
    public Problem with(Violation violation) {
        return with(List.of(violation));
    }

    /** The same problem, which names more bad fields. */
    public Problem with(List<Violation> more) {
        List<Violation> all = new ArrayList<>(violations);
        all.addAll(more);
        return new Problem(status, slug, title, detail, all, members);
    }

    /**
     * The same problem, with one more member for programs (RFC 9457, extension members).
     *
     * @param value what the answer's mapper writes as JSON
     */
    public Problem with(String member, Object value) {
        Map<String, Object> all = new HashMap<>(members);
        all.put(member, value);
        return new Problem(status, slug, title, detail, violations, all);
    }

    public int status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** What it says beyond the standard members, by name. */
    public Map<String, Object> members() {
        return members;
    }

    /** The {@code type} of the answer. */
    public String type() {
        return TYPE_PREFIX + slug;
    }
}
