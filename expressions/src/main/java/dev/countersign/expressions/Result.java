package dev.countersign.expressions;

import com.google.common.primitives.UnsignedLong;
import java.math.BigDecimal;
import java.util.List;

/** What an evaluation yielded, already of the type that the expression was compiled for. */
public final class Result {

    private final Object value;

    Result(Object value) {
        this.value = value;
    }

    Result mustBe(Type expected) throws EvaluationException {
        switch (expected) {
            case BOOLEAN -> asBoolean();
            case STRING -> asString();
            case PRINCIPALS -> asStrings();
            case INTEGER -> asLong();
            case NUMBER -> asDecimal();
        }
        return this;
    }

    public boolean asBoolean() throws EvaluationException {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw yields("true or false");
    }

    public String asString() throws EvaluationException {
        if (value instanceof String text) {
            return text;
        }
        throw yields("a text");
    }

    /** A text, or a list of texts in order. */
    public List<String> asStrings() throws EvaluationException {
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw yields("a text or a list of texts");
    }

    public long asLong() throws EvaluationException {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof UnsignedLong number && number.bigIntegerValue().bitLength() < Long.SIZE) {
            return number.longValue();
        }
        throw yields("a whole number");
    }

    /** Exactly the decimal that the JSON had, as far as a double holds it. */
    public BigDecimal asDecimal() throws EvaluationException {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof UnsignedLong number) {
            return new BigDecimal(number.bigIntegerValue());
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return BigDecimal.valueOf(number);
        }
        throw yields("a number");
    }

    private EvaluationException yields(String expected) {
        return new EvaluationException("it does not yield " + expected);
    }
}
