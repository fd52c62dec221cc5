package dev.countersign.policy.difference;

import com.fasterxml.jackson.databind.JsonNode;

/** The two whole documents, for changes whose effect depends on what stands elsewhere. */
record Sides(JsonNode before, JsonNode after) {

    private static final String ALWAYS_REVIEWED = "review-before-send";

    /** Whether time being up lets an action go without a person, from now on. */
    boolean expiryProceeds() {
        return after.at("/sla/onExpiry").asText().equals("proceed");
    }

    /** Whether the settings of a pattern decide about any action from now on. */
    boolean gates(String pattern) {
        return after.path("actions").valueStream().anyMatch(action -> has(action, pattern) && !alwaysReviewed(action));
    }

    /** Whether any action may go without a person from now on. */
    boolean somethingGoesUnseen() {
        return expiryProceeds() || !after.path("actions").valueStream().allMatch(Sides::alwaysReviewed);
    }

    boolean decidesAboutPersons() {
        return after.path("decidesAboutPersons").asBoolean();
    }

    static boolean alwaysReviewed(JsonNode action) {
        return has(action, ALWAYS_REVIEWED);
    }

    private static boolean has(JsonNode action, String pattern) {
        return action.path("patterns")
                .valueStream()
                .anyMatch(name -> name.asText().equals(pattern));
    }
}
