package dev.countersign.payload.digest;

import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/** The one spelling that stands for all spellings of a JSON value: RFC 8785. */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical form of a JSON value.
     *
     * @throws IllegalArgumentException when the text is no JSON value, is nested deeper than anybody reads it, or holds a number that is
     *     too close to zero
     */
    public static String of(String json) {
        JsonText.checkNesting(json);
        JsonText.numbers(json, CanonicalJson::requireNormal);
        // The canonicaliser reads objects and arrays only; a value alone is what stands between the brackets.
        String wrapped = canonical("[" + json + "]");
        String value = wrapped.substring(1, wrapped.length() - 1);
        if (value.isEmpty()) {
            throw notCanonicalisable(null);
        }
        return value;
    }

    private static void requireNormal(String number) {
        boolean subnormal;
        try {
            subnormal = JsonText.subnormal(Double.parseDouble(number));
        } catch (NumberFormatException e) {
            throw notCanonicalisable(e);
        }
        if (subnormal) {
            throw new IllegalArgumentException("the payload has a number that is too close to zero to be read");
        }
    }

    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException | RuntimeException e) {
            // The library stumbles over some texts that are none, such as a number that is only a sign.
            throw notCanonicalisable(e);
        }
    }

    private static IllegalArgumentException notCanonicalisable(@Nullable Throwable cause) {
        return new IllegalArgumentException("the payload is not canonicalisable JSON", cause);
    }
}
