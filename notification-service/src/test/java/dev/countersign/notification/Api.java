package dev.countersign.notification;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.localstack.test.Tokens;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The service as people call it. */
final class Api {

    private Api() {}

    static RequestSpecification as(String person, String... roles) {
        return given().auth().oauth2(Tokens.person(person, roles)).accept("application/json");
    }

    static List<Map<String, Object>> deliveries(UUID review) {
        return as("admin", "admin")
                .queryParam("review", review)
                .get("/v1/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }

    /** Waits until the review has one delivery, and it is as wanted. */
    static Map<String, Object> expectDelivery(UUID review, Predicate<Map<String, Object>> wanted) {
        await("the delivery of review " + review)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deliveries(review))
                        .singleElement()
                        .satisfies(delivery -> assertThat(wanted.test(delivery))
                                .as("%s", delivery)
                                .isTrue()));
        return deliveries(review).getFirst();
    }
}
