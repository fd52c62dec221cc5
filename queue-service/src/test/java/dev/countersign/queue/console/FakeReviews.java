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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The API as the console sees it, with answers that a test decides on; the page itself comes from the service. */
final class FakeReviews {

    static final ObjectMapper JSON = new ObjectMapper();

    /** A stream of events that a test speaks into, in the place of the browser's own. */
    private static final String STREAM = """
            window.EventSource = class extends EventTarget {
              constructor() { super(); window.testStream = this; setTimeout(() => this.dispatchEvent(new Event('open'))); }
              close() {}
            };
            """;

    /** A write that the console sent. */
    record Written(String review, String what, String ifMatch, JsonNode body) {}

    private final Map<String, ObjectNode> reviews = new LinkedHashMap<>();
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final List<String> foreign = new CopyOnWriteArrayList<>();
    private Consumer<String> beforeDecision = review -> {};
    private ArrayNode previewErrors = JSON.createArrayNode();
    private int refuseWith;
    private boolean detailHeld;

    /** Every request of the page to {@code /v1} is answered here. */
    static FakeReviews behind(Page page) {
        FakeReviews fake = new FakeReviews();
        page.addInitScript(STREAM);
        page.context().route("**/*", fake::elsewhere);
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

    void holdDetail(boolean held) {
        detailHeld = held;
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

    /** The service's own page and bundle go through; anything else is an attempt to reach the world. */
    private void elsewhere(Route route) {
        if (route.request().url().startsWith("http://127.0.0.1:")
                || route.request().url().startsWith("http://localhost:")) {
            route.resume();
        } else {
            foreign.add(route.request().url());
            route.abort();
        }
    }

    private void answer(Route route) {
        if (refuseWith == 1) {
            route.abort();
            return;
        }
        if (refuseWith > 1) {
            problem(route, refuseWith, "unauthenticated", "Not signed in");
            return;
        }
        String path = route.request().url().replaceFirst("^https?://[^/]+", "").replaceFirst("\\?.*$", "");
        String[] parts = path.substring(1).split("/", -1);
        if (path.equals("/v1/me")) {
            ok(route, JSON.createObjectNode().put("id", "maria").put("name", "María Ruiz"));
        } else if (path.equals("/v1/reviews")) {
            ok(route, page(route.request().url().contains("state=decided")));
        } else if (parts.length == 3) {
            detail(route, parts[2]);
        } else {
            write(route, parts[2], parts[3]);
        }
    }

    private ObjectNode page(boolean decided) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putArray("items");
        reviews.values().stream()
                .filter(review -> review.path("state").asText().equals(decided ? "decided" : "open"))
                .forEach(items::add);
        page.putObject("counts").put("mine", items.size()).put("team", 0).put("all", items.size());
        return page;
    }

    private void detail(Route route, String id) {
        ObjectNode review = reviews.get(id);
        if (review == null) {
            problem(route, 404, "review-not-found", "No such review");
        } else if (!detailHeld) {
            ok(route, review);
        }
    }

    private void write(Route route, String id, String what) {
        ObjectNode review = review(id);
        String ifMatch = Objects.requireNonNullElse(route.request().headerValue("If-Match"), "");
        JsonNode body = body(route);
        if (what.equals("decision")) {
            beforeDecision.accept(id);
        }
        written.add(new Written(id, what, ifMatch, body));
        switch (what) {
            case "preview" -> {
                ObjectNode answer = JSON.createObjectNode()
                        .put("effect", "Preview: " + review.path("effect").asText());
                answer.set("errors", previewErrors);
                ok(route, answer);
            }
            case "claim" -> {
                review.putObject("claimedBy").put("id", "maria").put("name", "María Ruiz");
                ok(route, review);
            }
            case "decision" -> decide(route, review, ifMatch, body);
            default -> ok(route, review);
        }
    }

    private void decide(Route route, ObjectNode review, String ifMatch, JsonNode body) {
        if (review.path("state").asText().equals("decided")) {
            problem(route, 409, "already-decided", "Already decided");
        } else if (!ifMatch.equals("\"" + review.path("version").asInt() + "\"")) {
            problem(route, 412, "stale-review", "The review has changed");
        } else {
            String verdict = body.path("verdict").asText();
            decidedElsewhere(
                    review.path("id").asText(),
                    verdict.equals("reject") ? "rejected" : "approved",
                    "maria",
                    "María Ruiz");
            ok(route, review);
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
                .setHeaders(Map.of("ETag", "\"" + answer.path("version").asInt() + "\""))
                .setBody(answer.toString()));
    }

    private static void problem(Route route, int status, String slug, String title) {
        ObjectNode problem = JSON.createObjectNode()
                .put("type", "urn:countersign:problem:" + slug)
                .put("title", title)
                .put("status", status);
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
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
