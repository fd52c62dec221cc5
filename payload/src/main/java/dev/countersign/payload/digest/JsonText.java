package dev.countersign.payload.digest;

import java.math.BigDecimal;
import java.util.function.Consumer;

/** Looks at JSON and its texts without reading it into anything. */
public final class JsonText {

    /** As deep as the services read JSON. */
    private static final int MAX_DEPTH = 1_000;

    private JsonText() {}

    /**
     * Refuses what is more than one value, or nested so deep that reading it would exhaust the stack.
     *
     * @throws IllegalArgumentException then
     */
    static void checkNesting(String json) {
        int depth = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                i = endOfString(json, i);
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth < 0 || depth > MAX_DEPTH || (depth == 0 && c == ',')) {
                throw new IllegalArgumentException("the payload is not one JSON value, or is nested too deep");
            }
        }
    }

    private static int endOfString(String json, int start) {
        int i = start + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Hands on each number of a well-formed JSON text, as it is written. */
    static void numbers(String json, Consumer<String> number) {
        int i = 0;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c == '"') {
                i = endOfString(json, i) + 1;
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                int end = endOfNumber(json, i);
                number.accept(json.substring(i, end));
                i = end;
            } else {
                i++;
            }
        }
    }

    private static int endOfNumber(String json, int start) {
        int i = start;
        while (i < json.length() && "+-.0123456789eE".indexOf(json.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    /**
     * Whether a number is closer to zero than doubles are exact: some systems take it for zero, and the canonicaliser has been seen to work
     * on one for minutes, or to write another.
     */
    public static boolean subnormal(double value) {
        return value != 0 && Math.abs(value) < Double.MIN_NORMAL;
    }

    /** Whether a double holds exactly this number, as far as its shortest writing says. */
    public static boolean exact(String number) {
        double value = Double.parseDouble(number);
        return Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(new BigDecimal(number)) == 0;
    }

    /** Whether a text has no half of a surrogate pair in it. */
    public static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
