package dev.countersign.policy.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.fuzz.Soon;
import dev.countersign.problems.Problem;

/** Whatever is sent as a policy is read and checked, or refused as what it is, and soon. */
class PolicySourceFuzzTest {

    @FuzzTest(maxDuration = "40s")
    void isReadOrRefused(byte[] body) {
        Soon soon = Soon.fromNow();
        boolean json = body.length > 0 && body[0] == '{';
        try {
            JsonNode policy = PolicySource.read(body, json);
            Published.orRefused(policy);
        } catch (Problem e) {
            assertThat(e.status()).isIn(400, 413);
        }
        soon.isOver("a policy of " + body.length + " bytes");
    }
}
