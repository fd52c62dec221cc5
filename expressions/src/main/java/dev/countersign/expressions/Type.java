package dev.countersign.expressions;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;

/** What an expression is expected to yield. */
public enum Type {
    BOOLEAN("true or false"),
    STRING("a text"),
    /** A principal, or a list of principals in order, as texts. */
    PRINCIPALS("a principal or a list of principals"),
    INTEGER("a whole number"),
    NUMBER("a number");

    private final String sentence;

    Type(String sentence) {
        this.sentence = sentence;
    }

    /** For people, to go into a sentence: {@code true or false}. */
    public String sentence() {
        return sentence;
    }

    /** Whether a checked expression of this CEL type may yield it; what is only known at evaluation may. */
    boolean allows(CelType type) {
        CelKind kind = type.kind();
        if (kind == CelKind.DYN || kind == CelKind.ANY) {
            return true;
        }
        return switch (this) {
            case BOOLEAN -> kind == CelKind.BOOL;
            case STRING -> kind == CelKind.STRING;
            case PRINCIPALS ->
                kind == CelKind.STRING || (type instanceof ListType list && STRING.allows(list.elemType()));
            case INTEGER -> kind == CelKind.INT || kind == CelKind.UINT;
            case NUMBER -> kind == CelKind.INT || kind == CelKind.UINT || kind == CelKind.DOUBLE;
        };
    }
}
