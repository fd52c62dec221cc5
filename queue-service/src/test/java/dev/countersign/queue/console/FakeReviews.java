package dev.countersign.queue.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API as the console sees it, with answers that a test decides on; the page itself comes from the service. */
final class FakeReviews {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Anything but the service's own page and bundle, which go through. */
    private static final Pattern ELSEWHERE = Pattern.compile("^(?!http://(127\\.0\\.0\\.1|localhost):)");

    /** A stream of events that a test speaks into, in the place of the browser's own. */
    private static final String STREAM = """
            window.EventSource = class extends EventTarget {
              constructor() { super(); window.testStream = this; setTimeout(() => this.dispatchEvent(new Event('open'))); }
              close() {}
            };
            """;

    /** A write that the console sent; how the review was read stands apart from what was decided. */
    record Written(String review, String what, String ifMatch, String prefer, JsonNode body, JsonNode attention) {}

    private final Map<String, ObjectNode> reviews = new LinkedHashMap<>();
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final List<String> foreign = new CopyOnWriteArrayList<>();
    private Consumer<String> beforeDecision = review -> {};
    private ArrayNode previewErrors = JSON.createArrayNode();
    private int refuseWith;
    private boolean detailHeld;
    private final List<Runnable> heldDetails = new ArrayList<>();
    private boolean listHeld;

    private record HeldList(Route route, Runnable how) {
        void answer() {
            how.run();
        }
    }

    private final List<HeldList> heldLists = new ArrayList<>();
    private int pageSize = 1000;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ObjectNode preferences = JSON.createObjectNode();
    private boolean preferencesStale;
    private @Nullable ObjectNode refusal;
    private boolean reasonNeededInPreview;
    private ObjectNode me = JSON.createObjectNode().put("id", "maria").put("name", "María Ruiz");
    private boolean over;

    /** Every request of the page to {@code /v1} is answered here. */
    static FakeReviews behind(Page page) {
        FakeReviews fake = new FakeReviews();
        page.addInitScript(STREAM);
        page.context().route(ELSEWHERE, fake::elsewhere);
        page.context().route("**/v1/**", fake::answer);
        return fake;
    }

    /** A review like the one in {@code console/<name>.json}, waiting since an hour and for another. */
    ObjectNode add(String name, String id) {
        ObjectNode review = read(name);
        Instant now = Instant.now();
        review.put("id", id);
        review.put("evaluation", "e-" + id);
        review.put("openedAt", now.minus(1, ChronoUnit.HOURS).toString());
        review.put("decideBy", now.plus(1, ChronoUnit.HOURS).toString());
        reviews.put(id, review);
        return review;
    }

    /** There are none any more. */
    void clear() {
        reviews.clear();
    }

    ObjectNode review(String id) {
        return Objects.requireNonNull(reviews.get(id), id);
    }

    List<Written> decisions() {
        return written.stream().filter(each -> each.what().equals("decision")).toList();
    }

    List<Written> written(String what) {
        return written.stream().filter(each -> each.what().equals(what)).toList();
    }

    /** Addresses outside of the service that the page asked for. */
    List<String> foreignRequests() {
        return foreign;
    }

    /** Something that happens just before a decision arrives. */
    void beforeDecision(Consumer<String> event) {
        beforeDecision = event;
    }

    void previewSays(String pointer, String detail) {
        previewErrors = JSON.createArrayNode();
        previewErrors.addObject().put("pointer", pointer).put("detail", detail);
    }

    void previewIsContent() {
        previewErrors = JSON.createArrayNode();
    }

    /** From now on every call is answered with this status; 0 means that nothing answers at all; -1 ends it. */
    void refuseWith(int status) {
        refuseWith = status == -1 ? 0 : status == 0 ? 1 : status;
    }

    /** What the page asked for, as method and path with its query, in order. */
    List<String> asked() {
        return asked;
    }

    /** Lists come in pages of this size. */
    void pagesOf(int size) {
        pageSize = size;
    }

    /** Lists that are asked for meanwhile are answered when this ends, the last first, each as it was when it was asked for. */
    void holdList(boolean held) {
        listHeld = held;
        if (!held) {
            heldLists.reversed().forEach(HeldList::answer);
            heldLists.clear();
        }
    }

    /** The list that was asked for first of those that are held will not be had. */
    void failFirstHeldList() {
        Route route = heldLists.getFirst().route();
        heldLists.set(0, new HeldList(route, () -> refuse(route, problem(500, "internal", "Something went wrong"))));
    }

    int listsHeld() {
        return heldLists.size();
    }

    /** From now on somebody else is signed in. */
    void signIn(String id, String name) {
        me = JSON.createObjectNode().put("id", id).put("name", name);
    }

    /** What the person kept before, or keeps now. */
    ObjectNode preferences() {
        return preferences;
    }

    /** The next write of preferences meets a newer version. */
    void preferencesAreStale() {
        preferencesStale = true;
    }

    /** From now on decisions are refused like this; null ends it. */
    void refuseDecisions(@Nullable ObjectNode problem) {
        refusal = problem;
    }

    void previewNeedsReason() {
        reasonNeededInPreview = true;
    }

    static ObjectNode problem(int status, String slug, String title) {
        return JSON.createObjectNode()
                .put("type", "urn:countersign:problem:" + slug)
                .put("title", title)
                .put("status", status);
    }

    /** Reviews that are asked for meanwhile are answered when this ends, the last first, each as it was when it was asked for. */
    void holdDetail(boolean held) {
        detailHeld = held;
        if (!held) {
            heldDetails.reversed().forEach(Runnable::run);
            heldDetails.clear();
        }
    }

    int detailsHeld() {
        return heldDetails.size();
    }

    void decidedElsewhere(String id, String outcome, String by, String name) {
        ObjectNode review = review(id);
        review.put("state", "decided").put("version", review.path("version").asInt() + 1);
        ObjectNode decision = review.putObject("decision");
        decision.put("outcome", outcome).put("at", Instant.now().toString());
        decision.putArray("by").addObject().put("id", by).put("name", name);
    }

    /** What the service's stream would say. */
    static void emit(Page page, String id) {
        page.evaluate(
                "id => window.testStream.dispatchEvent(new MessageEvent('review', { data: JSON.stringify({ id, state: 'open', version: 9, what: 'opened' }) }))",
                id);
    }

    /** An attempt to reach the world. */
    private void elsewhere(Route route) {
        foreign.add(route.request().url());
        route.abort();
    }

    /** Nothing is answered any more: the window is about to close. */
    void end() {
        over = true;
    }

    private void answer(Route route) {
        if (over) {
            return;
        }
        if (refuseWith == 1) {
            route.abort();
            return;
        }
        if (refuseWith > 1) {
            refuse(route, problem(refuseWith, "unauthenticated", "Not signed in"));
            return;
        }
        URI uri = URI.create(route.request().url());
        Map<String, String> query = query(uri);
        asked.add(
                route.request().method() + " " + uri.getPath() + (uri.getQuery() == null ? "" : "?" + uri.getQuery()));
        String[] parts = uri.getPath().substring(1).split("/", -1);
        if (uri.getPath().equals("/v1/me")) {
            ok(route, me);
        } else if (uri.getPath().equals("/v1/me/preferences")) {
            preferences(route);
        } else if (uri.getPath().equals("/v1/reviews")) {
            list(route, query);
        } else if (parts.length == 3) {
            detail(route, parts[2]);
        } else {
            write(route, parts[2], parts[3]);
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : Objects.requireNonNullElse(uri.getQuery(), "").split("&")) {
            String[] both = pair.split("=", 2);
            query.put(both[0], both.length > 1 ? both[1] : "");
        }
        return query;
    }

    private void list(Route route, Map<String, String> query) {
        if (route.request().headerValue("Accept").startsWith("text/csv")) {
            table(route);
            return;
        }
        String state = query.getOrDefault("state", "open").equals("decided") ? "decided" : "open";
        String process = query.get("process");
        String text = query.getOrDefault("text", "").toLowerCase(Locale.ROOT);
        List<ObjectNode> all = reviews.values().stream()
                .filter(review -> review.path("state").asText().equals(state))
                .filter(review ->
                        process == null || review.path("process").asText().equals(process))
                .filter(review -> (review.path("process").asText() + "\n"
                                + review.path("effect").asText())
                        .toLowerCase(Locale.ROOT)
                        .contains(text))
                .toList();
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(all.size(), from + pageSize);
        ObjectNode page = JSON.createObjectNode();
        page.putArray("items")
                .addAll(all.subList(from, to).stream().map(ObjectNode::deepCopy).toList());
        if (to < all.size()) {
            page.put("next", String.valueOf(to));
        }
        page.putObject("counts")
                .put("mine", all.size())
                .put("team", 0)
                .put("all", all.size())
                .put("most", 200);
        if (listHeld) {
            heldLists.add(new HeldList(route, () -> ok(route, page)));
        } else {
            ok(route, page);
        }
    }

    private void table(Route route) {
        String lines = reviews.keySet().stream().map(id -> id + "\r\n").collect(Collectors.joining());
        route.fulfill(new Route.FulfillOptions()
                .setStatus(200)
                .setContentType("text/csv")
                .setBody("id\r\n" + lines));
    }

    private void preferences(Route route) {
        if (route.request().method().equals("PUT")) {
            String held = "\"" + preferences.path("version").asInt() + "\"";
            if (preferencesStale || !held.equals(route.request().headerValue("If-Match"))) {
                preferencesStale = false;
                preferences.put("version", preferences.path("version").asInt() + 1);
                refuse(route, problem(412, "stale-preferences", "The preferences have changed"));
                return;
            }
            int version = preferences.path("version").asInt() + 1;
            preferences = ((ObjectNode) body(route)).put("version", version);
        }
        ok(route, preferences);
    }

    private void detail(Route route, String id) {
        ObjectNode review = reviews.get(id);
        if (review == null) {
            refuse(route, problem(404, "review-not-found", "No such review"));
        } else if (detailHeld) {
            ObjectNode asAsked = review.deepCopy();
            heldDetails.add(() -> ok(route, asAsked));
        } else {
            ok(route, review);
        }
    }

    private void write(Route route, String id, String what) {
        ObjectNode review = review(id);
        String ifMatch = Objects.requireNonNullElse(route.request().headerValue("If-Match"), "");
        JsonNode body = body(route);
        JsonNode attention = body.path("attention");
        if (body instanceof ObjectNode sent) {
            sent.remove("attention");
        }
        if (what.equals("decision")) {
            beforeDecision.accept(id);
        }
        written.add(new Written(id, what, ifMatch, prefer(route), body, attention));
        switch (what) {
            case "preview" -> preview(route, review);
            case "claim" -> {
                review.putObject("claimedBy").put("id", "maria").put("name", "María Ruiz");
                done(route, review);
            }
            case "shown" -> shown(route, review);
            case "decision" -> decide(route, review, ifMatch, body);
            default -> done(route, review);
        }
    }

    private void preview(Route route, ObjectNode review) {
        ObjectNode answer = JSON.createObjectNode()
                .put("effect", "Preview: " + review.path("effect").asText())
                .put("reasonNeeded", reasonNeededInPreview);
        answer.set("errors", previewErrors);
        ok(route, answer);
    }

    private static void shown(Route route, ObjectNode review) {
        ObjectNode answer = JSON.createObjectNode().put("shownAt", Instant.now().toString());
        if (review.has("decidableAt")) {
            answer.set("decidableAt", review.path("decidableAt"));
        }
        ok(route, answer);
    }

    private void decide(Route route, ObjectNode review, String ifMatch, JsonNode body) {
        if (refusal != null) {
            refuse(route, refusal);
        } else if (review.path("state").asText().equals("decided")) {
            refuse(route, problem(409, "already-decided", "Already decided"));
        } else if (!ifMatch.equals("\"" + review.path("version").asInt() + "\"")) {
            refuse(route, problem(412, "stale-review", "The review has changed"));
        } else {
            String verdict = body.path("verdict").asText();
            decidedElsewhere(
                    review.path("id").asText(),
                    verdict.equals("reject") ? "rejected" : "approved",
                    "maria",
                    "María Ruiz");
            done(route, review);
        }
    }

    private static JsonNode body(Route route) {
        String text = route.request().postData();
        try {
            return text == null ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ok(Route route, ObjectNode answer) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(200)
                .setContentType("application/json")
                .setHeaders(Map.of("ETag", etag(answer)))
                .setBody(answer.toString()));
    }

    /** A step: all of the review, unless its version is enough. */
    private static void done(Route route, ObjectNode review) {
        if (prefer(route).equals("return=minimal")) {
            route.fulfill(new Route.FulfillOptions().setStatus(204).setHeaders(Map.of("ETag", etag(review))));
        } else {
            ok(route, review);
        }
    }

    private static String prefer(Route route) {
        return Objects.requireNonNullElse(route.request().headerValue("Prefer"), "");
    }

    private static String etag(ObjectNode review) {
        return "\"" + review.path("version").asInt() + "\"";
    }

    private static void refuse(Route route, ObjectNode problem) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(problem.path("status").asInt())
                .setContentType("application/problem+json")
                .setBody(problem.toString()));
    }

    private static ObjectNode read(String name) {
        try (InputStream in = FakeReviews.class.getResourceAsStream("/console/" + name + ".json")) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of the reviews in the list, in order. */
    static List<String> listed(Page page) {
        List<String> ids = new ArrayList<>();
        page.locator("[data-review]").all().forEach(row -> ids.add(row.getAttribute("data-review")));
        return ids;
    }
}
