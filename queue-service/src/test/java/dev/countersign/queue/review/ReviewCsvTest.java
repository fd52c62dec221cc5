package dev.countersign.queue.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewCsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00A0=1",
                "\u3000=1",
                "\u200B=1",
                "\uFEFF=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20A",
                "=HYPERLINK(\"http://evil.example\",\"x\")",
            })
    void noCellIsAFormula(String hostile) {
        assertThat(ReviewCsv.cell(hostile)).startsWith("\"'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Move reservation/1 to economy", "a=1", "1-2", "'quoted'", "mail@example.com"})
    void plainTextStaysAsItIs(String text) {
        assertThat(ReviewCsv.cell(text)).isEqualTo("\"" + text + "\"");
    }

    @Test
    void noCellIsBrokenOutOf() {
        assertThat(ReviewCsv.cell("a\",=1+1,\"b\r\n=2")).isEqualTo("\"a\"\",=1+1,\"\"b\r\n=2\"");
    }
}
