package dev.countersign.notification.channel;

import java.util.regex.Pattern;

/**
 * Makes one line of plain, visible text out of what an agent or a customer may have written, so that it can be quoted in a message:
 * no line breaks, no control, formatting or otherwise invisible characters, nothing that a mail reader turns into a link, and not
 * longer than 500 characters.
 */
public final class ShownText {

    private static final int LONGEST = 500;

    /**
     * What takes no ink: controls, formats (bidirectional overrides, zero-width characters, tags), private and unassigned code
     * points, lone surrogates, and the letters and marks that Unicode calls default ignorable (fillers, variation selectors,
     * the grapheme joiner), with the blank Braille pattern.
     */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}"
                    + "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

    private static final Pattern SPACE = Pattern.compile("[\\s\\x85\\p{Z}]+");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)([a-z][a-z0-9+.-]*):(?=//)|(mailto|tel|data|javascript):");
    private static final Pattern WWW = Pattern.compile("(?i)\\bwww\\.");

    private ShownText() {}

    public static String of(String text) {
        String line = SPACE.matcher(text).replaceAll(" ");
        String seen = UNSEEN.matcher(line).replaceAll("").strip();
        String shown = WWW.matcher(SCHEME.matcher(seen).replaceAll("$1$2[:]")).replaceAll("www[.]");
        return shortened(shown);
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
