package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.Service;
import java.time.LocalDate;
import java.util.UUID;

/** queue-service: who decides, on what, and what did they decide? */
public final class QueueRoom {

    private final House house;

    QueueRoom(House house) {
        this.house = house;
    }

    private Caller as(String person) {
        return house.person(person, Service.QUEUE);
    }

    /** Loads people, teams and authorities. */
    void loadDirectory(String yaml) {
        as("admin").send("PUT", "/v1/directory", "application/yaml", yaml).expect(200, 201, 204);
    }

    /** A team whose members are those who sign in with the group. */
    void team(String id, String lead, String group) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", id)
                .put("lead", lead)
                .put("group", group);
        body.putArray("members");
        as("admin").put("/v1/teams/" + id, body).expect(200, 201);
    }

    /** Somebody is away, and somebody else stands in. */
    void delegate(String id, String from, String to, LocalDate start, LocalDate end) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("from", "person:" + from)
                .put("to", "person:" + to)
                .put("start", start.toString())
                .put("end", end.toString());
        as("admin").put("/v1/delegations/" + id, body).expect(200, 201);
    }

    void endDelegation(String id) {
        as("admin")
                .send("DELETE", "/v1/delegations/" + id, "application/json", "")
                .expect(200, 204);
    }

    /** The review as this person sees it. */
    public Answer review(String person, UUID id) {
        return as(person).get("/v1/reviews/" + id);
    }

    /** The reviews that this person may decide. */
    public JsonNode reviews(String person, String query) {
        return as(person).get("/v1/reviews" + query).expect(200).body();
    }

    public Answer claim(String person, UUID id) {
        return as(person).post("/v1/reviews/" + id + "/claim");
    }

    /** Reads the review, and decides on what was read. */
    public Answer decide(String person, UUID id, Verdict verdict) {
        String tag = review(person, id).expect(200).header("ETag");
        return decide(person, id, verdict, tag);
    }

    public Answer decide(String person, UUID id, Verdict verdict, String tag) {
        return as(person).post("/v1/reviews/" + id + "/decision", verdict.body(), "If-Match", tag);
    }

    /** What a reviewer says. */
    public record Verdict(ObjectNode body) {

        public static Verdict approve() {
            return of("approve");
        }

        public static Verdict approve(JsonNode edited) {
            Verdict verdict = of("approve");
            verdict.body.set("payload", edited);
            return verdict;
        }

        public static Verdict reject(String reason) {
            Verdict verdict = of("reject");
            verdict.body.put("reason", reason);
            return verdict;
        }

        public static Verdict takeOver() {
            return of("take-over");
        }

        private static Verdict of(String verdict) {
            return new Verdict(JsonNodeFactory.instance.objectNode().put("verdict", verdict));
        }
    }
}
