package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Service;
import java.util.Optional;
import java.util.UUID;

/** notification-service: who knows, by when? */
public final class NotificationRoom {

    private static final String OVERSEER = "olga";

    private final House house;

    NotificationRoom(House house) {
        this.house = house;
    }

    /** The clock of a review, once it runs. */
    public JsonNode clock(UUID review) {
        Caller overseer = house.person(OVERSEER, Service.NOTIFICATION);
        return Eventually.first(
                "the clock of " + review,
                () -> Optional.of(overseer.get("/v1/clocks?review=" + review)
                                .expect(200)
                                .body()
                                .path("items")
                                .path(0))
                        .filter(JsonNode::isObject));
    }

    /** What was told about a review. */
    public JsonNode deliveries(UUID review) {
        return house.person(OVERSEER, Service.NOTIFICATION)
                .get("/v1/deliveries?review=" + review)
                .expect(200)
                .body()
                .path("items");
    }
}
