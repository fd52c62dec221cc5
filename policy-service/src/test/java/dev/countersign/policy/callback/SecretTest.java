package dev.countersign.policy.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretTest {

    /** The vector that the libraries of Standard Webhooks are tested by. */
    @Test
    void signsAsTheSpecificationDoes() {
        Secret secret = new Secret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @Test
    void whatIsSignedVerifiesWithTheTextThatTheAgentHasAndNothingElseDoes() throws Exception {
        Secret secret = Secret.generate(new Random(4711));
        Webhook agent = new Webhook(secret.text());
        long now = Clock.systemUTC().instant().getEpochSecond();
        String body = "{\"text\":\"100 % of it, in Zürich\"}";
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of("1"),
                "webhook-timestamp", List.of(Long.toString(now)),
                "webhook-signature", List.of("v1,AAAA " + secret.sign("1", now, body)));

        assertThatCode(() -> agent.verify(body, headers)).doesNotThrowAnyException();
        assertThatThrownBy(() -> agent.verify(body + " ", headers)).isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(Secret.generate(new Random(1)).text()).verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void saysNothingOfItself() {
        Secret secret = Secret.generate(new Random(4711));

        assertThat(secret.toString()).doesNotContain(secret.text().substring(6, 20));
        assertThat(secret.bytes()).hasSize(32);
    }
}
