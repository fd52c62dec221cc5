package dev.countersign.localstack.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import org.junit.jupiter.api.Test;

class RecordedCallsTest {

    private static final String UPGRADE = """
            {"id": "t1-0", "run": "t1", "model": "gpt-4o", "customer": "chen_lee",
             "action": {"type": "update_reservation_flights", "arguments": {"reservation_id": "YAX4DR", "cabin": "business",
               "flights": [{"flight_number": "HAT235", "date": "2024-05-18"}], "payment_id": "card_1"}},
             "confidence": 0.75,
             "conversation": [{"role": "customer", "text": "Upgrade us."}],
             "sources": [
               {"tool": "get_reservation_details", "arguments": {}, "result": %s},
               {"tool": "get_reservation_details", "arguments": {}, "result": "{\\"reservation_id\\": \\"OTHER\\", \\"cabin\\": \\"first\\"}"},
               {"tool": "calculate", "arguments": {}, "result": "Error: nothing to add"}]}
            """;

    private static final String RESERVATION = """
            {"reservation_id": "YAX4DR", "user_id": "chen_lee", "origin": "BOS", "destination": "MCO", "cabin": "economy",
             "flights": [{"flight_number": "HAT235", "date": "2024-05-18", "price": 122}],
             "passengers": [{"first_name": "Chen"}], "insurance": "no"}
            """;

    @Test
    void aChangeOfAReservationShowsWhatItWasBeforeFieldByField() throws JsonProcessingException {
        ObjectNode body = RecordedCalls.proposal(upgrade());

        assertThat(body.path("process").asText()).isEqualTo("airline-changes");
        assertThat(body.path("action").path("target").asText()).isEqualTo("reservation/YAX4DR");
        assertThat(body.path("action").path("payload"))
                .isEqualTo(upgrade().path("action").path("arguments"));
        assertThat(body.path("action").path("before")).isEqualTo(json("""
                                {"reservation_id": "YAX4DR", "cabin": "economy",
                                 "flights": [{"flight_number": "HAT235", "date": "2024-05-18"}],
                                 "origin": "BOS", "destination": "MCO", "passengers": [{"first_name": "Chen"}]}
                                """));
    }

    @Test
    void caseAndSourcesComeFromTheConversationAndTheLookUps() throws JsonProcessingException {
        ObjectNode body = RecordedCalls.proposal(upgrade());

        assertThat(body.path("case")).isEqualTo(json("""
                                {"id": "t1", "subject": "customer/chen_lee", "attributes": {},
                                 "conversation": [{"role": "customer", "text": "Upgrade us."}]}
                                """));
        assertThat(body.path("sources").path(2)).isEqualTo(json("""
                                {"title": "calculate", "uri": "look-up:3", "excerpt": "Error: nothing to add"}
                                """));
        assertThat(body.path("run")).isEqualTo(json("{\"id\": \"t1\", \"model\": \"gpt-4o\"}"));
        assertThat(body.has("signals")).isFalse();
        assertThat(RecordedCalls.idempotencyKey(upgrade())).isEqualTo("t1-0");
    }

    @Test
    void anEarlierChangeInTheSameConversationIsNewerThanTheLookUpBeforeIt() throws JsonProcessingException {
        ObjectNode line = upgrade();
        line.withArray("/sources")
                .addObject()
                .put("tool", "update_reservation_flights")
                .put("result", RESERVATION.replace("economy", "basic_economy"));

        assertThat(RecordedCalls.proposal(line)
                        .path("action")
                        .path("before")
                        .path("cabin")
                        .asText())
                .isEqualTo("basic_economy");
    }

    @Test
    void whoeverAsksForAPersonCarriesTheHandoverSignal() throws JsonProcessingException {
        ObjectNode line = upgrade();
        line.set(
                "action",
                json("{\"type\": \"transfer_to_human_agents\", \"arguments\": {\"summary\": \"Wants a person.\"}}"));

        ObjectNode body = RecordedCalls.proposal(line);

        assertThat(body.path("signals")).isEqualTo(json("[\"handover\"]"));
        assertThat(body.path("action").path("target").asText()).isEqualTo("run/t1");
        assertThat(body.path("action").has("before")).isFalse();
    }

    @Test
    void aBookingIsForItsCustomer() throws JsonProcessingException {
        ObjectNode line = upgrade();
        line.set("action", json("{\"type\": \"book_reservation\", \"arguments\": {\"user_id\": \"mia_li\"}}"));

        assertThat(RecordedCalls.proposal(line).path("action").path("target").asText())
                .isEqualTo("customer/mia_li");
    }

    @Test
    void aLongResultIsCutBetweenCharacters() throws JsonProcessingException {
        ObjectNode line = upgrade();
        String result = "a".repeat(RecordedCalls.EXCERPT - 1) + "😀".repeat(10);
        ((ObjectNode) line.path("sources").path(2)).put("result", result);

        assertThat(RecordedCalls.proposal(line)
                        .path("sources")
                        .path(2)
                        .path("excerpt")
                        .asText())
                .isEqualTo("a".repeat(RecordedCalls.EXCERPT - 1) + "…");
    }

    @Test
    void aProposalIsNoRecordedCall() throws JsonProcessingException {
        assertThat(RecordedCalls.isRecordedCall(upgrade())).isTrue();
        assertThat(RecordedCalls.isRecordedCall(RecordedCalls.proposal(upgrade())))
                .isFalse();
    }

    private static ObjectNode upgrade() throws JsonProcessingException {
        return (ObjectNode) json(UPGRADE.formatted(Json.mapper().writeValueAsString(RESERVATION)));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text);
    }
}
