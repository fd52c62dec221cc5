package dev.countersign.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EditTest {

    @Test
    void aChangeNamesItsFieldAndBothValues() throws Exception {
        assertThat(changes("{\"a\":1,\"b\":{\"c\":\"x\"}}", "{\"a\":1,\"b\":{\"c\":\"y\"}}"))
                .isEqualTo("[{\"pointer\":\"/b/c\",\"from\":\"x\",\"to\":\"y\"}]");
    }

    @Test
    void whatWasAddedHasNoBeforeAndWhatWasTakenAwayNoAfter() throws Exception {
        assertThat(changes("{\"old\":true}", "{\"new\":null}"))
                .isEqualTo("[{\"pointer\":\"/old\",\"from\":true},{\"pointer\":\"/new\",\"to\":null}]");
    }

    @Test
    void listsAreComparedPlaceByPlace() throws Exception {
        assertThat(changes("{\"l\":[1,2,3]}", "{\"l\":[1,5]}"))
                .isEqualTo("[{\"pointer\":\"/l/1\",\"from\":2,\"to\":5},{\"pointer\":\"/l/2\",\"from\":3}]");
    }

    @Test
    void numbersOfEqualValueAreNoChangeButAnotherTypeIs() throws Exception {
        assertThat(changes("{\"p\":10,\"q\":10}", "{\"p\":10.0,\"q\":\"10\"}"))
                .isEqualTo("[{\"pointer\":\"/q\",\"from\":10,\"to\":\"10\"}]");
    }

    @Test
    void namesAreEscapedInPointers() throws Exception {
        assertThat(changes("{\"a/b~c\":1}", "{\"a/b~c\":2}")).contains("\"/a~1b~0c\"");
    }

    private static String changes(String original, String decided) throws Exception {
        JsonNode from = Json.mapper().readTree(original);
        JsonNode to = Json.mapper().readTree(decided);
        return Json.mapper()
                .writeValueAsString(
                        Edit.of(UUID.randomUUID(), Instant.EPOCH, from, to).changes());
    }
}
