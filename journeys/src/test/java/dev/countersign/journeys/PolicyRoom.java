package dev.countersign.journeys;

import static dev.countersign.localstack.test.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** policy-service: may it go? */
public final class PolicyRoom {

    /** Who publishes policies here. */
    private static final String PROCESS_OWNER = "grace";

    private static final String SECOND_PERSON = "hugo";

    /** The longest that one request waits for a decision. */
    private static final Duration ONE_WAIT = Duration.ofSeconds(20);

    private final House house;

    PolicyRoom(House house) {
        this.house = house;
    }

    private Caller as(String agent) {
        return house.agent(agent, Service.POLICY);
    }

    /** Publishes a policy document in YAML for the process that it names; where it loosens, a second person agrees. */
    public void publish(String process, String yaml) {
        Answer answer = tryPublish(process, yaml).expect(200, 201, 202);
        if (answer.status() == 202) {
            String publication = answer.body().path("publication").asText();
            house.person(SECOND_PERSON, Service.POLICY)
                    .post("/v1/processes/" + process + "/policy/publications/" + publication + "/agree")
                    .expect(201);
        }
    }

    public Answer tryPublish(String process, String yaml) {
        return house.person(PROCESS_OWNER, Service.POLICY)
                .send("PUT", "/v1/processes/" + process + "/policy", "application/yaml", yaml);
    }

    /** What a candidate policy, in YAML, would have answered to everything that the process has recorded. */
    public JsonNode replay(String process, String yaml) {
        return house.person(PROCESS_OWNER, Service.POLICY)
                .send("POST", "/v1/processes/" + process + "/policy/replay?limit=1000", "application/yaml", yaml)
                .expect(200)
                .body();
    }

    /** Proposes an action; it must be taken. */
    public Evaluation propose(String agent, JsonNode body, String key) {
        return tryPropose(agent, body, key).expect(200, 201).as(Evaluation.class);
    }

    public Answer tryPropose(String agent, JsonNode body, String key, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Idempotency-Key";
        all[1] = key;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return as(agent).post("/v1/evaluations", body, all);
    }

    /** The evaluation as it is now. */
    public Evaluation evaluation(String agent, UUID id) {
        return as(agent).get("/v1/evaluations/" + id).expect(200).as(Evaluation.class);
    }

    /** One long poll: the evaluation as soon as it no longer waits, else as it is when the time is over. */
    public Answer poll(String agent, UUID id, Duration wait) {
        return as(agent).get("/v1/evaluations/" + id + "?wait=" + wait);
    }

    /** The evaluation once it no longer waits. */
    public Evaluation decided(String agent, UUID id) {
        return Eventually.first(
                "the decision on " + id,
                PATIENCE,
                () -> Optional.of(poll(agent, id, ONE_WAIT).expect(200).as(Evaluation.class))
                        .filter(evaluation -> !evaluation.isWaiting()));
    }

    /** The evaluation once its review is known. */
    public Evaluation inReview(String agent, UUID id) {
        return Eventually.first(
                "the review of " + id,
                () -> Optional.of(evaluation(agent, id)).filter(evaluation -> evaluation.review() != null));
    }

    /** Proposes another payload, after changes were requested. */
    public Evaluation revise(String agent, UUID id, JsonNode payload, String note) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("note", note);
        body.set("payload", payload);
        return as(agent)
                .post("/v1/evaluations/" + id + "/revisions", body)
                .expect(200, 201)
                .as(Evaluation.class);
    }

    /** Uses up a release for a payload. */
    public Answer redeem(String agent, String release, JsonNode payload) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("release", release);
        body.set("payload", payload);
        return as(agent).post("/v1/releases/redeem", body);
    }

    /** Reports what was done. */
    public Answer report(String agent, UUID id, String status, @Nullable String digest) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", status);
        if (digest != null) {
            body.put("digest", digest);
        }
        return as(agent).post("/v1/evaluations/" + id + "/execution", body);
    }

    /** What releases can be verified with by whoever has it, now and offline. */
    public ReleaseVerifier releaseVerifier(Instant now) {
        return new ReleaseVerifier(
                house.nobody(Service.POLICY)
                        .get("/.well-known/jwks.json")
                        .expect(200)
                        .text(),
                now);
    }
}
