package dev.countersign.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShownTextTest {

    @Test
    void anOrdinarySentenceStaysAsItIs() {
        String sentence = "Move reservation/UM3OG5 to «business» für María – 12,50 €, 日本語 too";

        assertThat(ShownText.of(sentence)).isEqualTo(sentence);
    }

    @Test
    void linesBecomeOne() {
        assertThat(ShownText.of("first\r\nBcc: everybody@example.com\n\tsecond\u2028third\u0085fourth"))
                .isEqualTo("first Bcc: everybody@example.com second third fourth");
    }

    @Test
    void whatTakesNoInkIsGone() {
        assertThat(ShownText.of("re\u200Bfund\u202E 100\u2066\u0000\u001B[31m \uFEFFe\u00ADuros\u3164\u2800\uFE0F"
                        + new String(Character.toChars(0xE0041)) + new String(Character.toChars(0xE0100)) + "\uD800"))
                .isEqualTo("refund 100[31m euros");
    }

    @Test
    void nothingBecomesALink() {
        assertThat(ShownText.of(
                        "see https://evil.example, HTTP://evil.example, www.evil.example or mailto:a@b.example"))
                .isEqualTo(
                        "see https[:]//evil.example, HTTP[:]//evil.example, www[.]evil.example or mailto[:]a@b.example");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String shown = ShownText.of("🂡".repeat(600));

        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(500);
        assertThat(shown).endsWith("🂡…");
    }

    @Test
    void whateverComesInComesOutAsOneVisibleLine() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String hostile = random.ints(20, 0, 0x11_0000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(ShownText.of(hostile).codePoints())
                    .as("seed %d, case %d", seed, i)
                    .allSatisfy(c -> assertThat(Character.getType(c))
                            .isNotIn(
                                    (int) Character.CONTROL,
                                    (int) Character.FORMAT,
                                    (int) Character.LINE_SEPARATOR,
                                    (int) Character.PARAGRAPH_SEPARATOR,
                                    (int) Character.SURROGATE,
                                    (int) Character.PRIVATE_USE,
                                    (int) Character.UNASSIGNED));
        }
    }
}
