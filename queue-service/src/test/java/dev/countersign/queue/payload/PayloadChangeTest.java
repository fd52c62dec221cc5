package dev.countersign.queue.payload;

import static dev.countersign.queue.Proposals.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.queue.payload.PayloadChange.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadChangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"cabin\":\"economy\"} | {\"cabin\":\"business\"} | /cabin | CHANGED",
                "{\"a\":1} | {\"a\":1,\"b\":2} | /b | ADDED",
                "{\"a\":1,\"b\":null} | {\"a\":1} | /b | REMOVED",
                "{\"a\":[1,2]} | {\"a\":[1,3]} | /a/1 | CHANGED",
                "{\"a\":[1]} | {\"a\":[1,{\"x\":1}]} | /a/1 | ADDED",
                "{\"a\":{\"b/c\":{\"d~e\":1}}} | {\"a\":{\"b/c\":{\"d~e\":2}}} | /a/b~1c/d~0e | CHANGED",
                "{\"a\":1} | {\"a\":\"1\"} | /a | CHANGED",
                "{\"a\":{}} | {\"a\":[]} | /a | CHANGED",
                "{\"a\":1} | [1] | `` | CHANGED",
            })
    void oneChangeIsSaidWhereItIs(String before, String after, String pointer, Kind change) {
        assertThat(PayloadChange.between(json(before), json(after)))
                .containsExactly(new PayloadChange(
                        pointer,
                        change,
                        change == Kind.ADDED ? null : json(before).at(pointer),
                        change == Kind.REMOVED ? null : json(after).at(pointer)));
    }

    @Test
    void spellingIsNoChange() {
        assertThat(PayloadChange.between(json("{\"a\":1.0,\"b\":[1e2]}"), json("{\"b\":[100],\"a\":1}")))
                .isEmpty();
    }

    @Test
    void severalComeInTheOrderOfTheLaterPayload() {
        assertThat(PayloadChange.between(json("{\"gone\":1,\"a\":1,\"b\":1}"), json("{\"b\":2,\"new\":1,\"a\":2}")))
                .extracting(PayloadChange::pointer)
                .containsExactly("/b", "/new", "/a", "/gone");
    }
}
