package dev.countersign.expressions;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL says, as a process owner understands it; never with content of an action in it. */
final class Sentences {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern NO_FIELDS =
            Pattern.compile("type '([^']*)' does not support field selection.*", Pattern.DOTALL);
    private static final Pattern NO_RANGE =
            Pattern.compile("expression of type '([^']*)' cannot be range.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '([^']*)' applied to '(.*?)' \\(candidates.*", Pattern.DOTALL);
    private static final Pattern MISMATCH =
            Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting.*", Pattern.DOTALL);
    private static final Pattern MISSING_KEY = Pattern.compile(".*key '([^']{1,64})' is not present.*", Pattern.DOTALL);
    private static final Pattern NO_OVERLOAD =
            Pattern.compile(".*No matching overload for function '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("[_@]*([^_@]+)[_@]*");

    private Sentences() {}

    static String compilation(String message) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return "there is no '" + undeclared.group(1)
                    + "' here; an expression sees action, case, signals and confidence";
        }
        Matcher undefined = UNDEFINED.matcher(message);
        if (undefined.matches()) {
            return "there is no field '" + undefined.group(1) + "' here";
        }
        Matcher noFields = NO_FIELDS.matcher(message);
        if (noFields.matches()) {
            return (noFields.group(1).startsWith("list(") ? "a list" : noFields.group(1)) + " has no fields";
        }
        Matcher noRange = NO_RANGE.matcher(message);
        if (noRange.matches()) {
            return noRange.group(1) + " is no list; to go through the names in it, write dyn(...)";
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return "'" + operator(overload.group(1)) + "' cannot be applied to " + values(overload.group(2));
        }
        return syntax(message);
    }

    private static String syntax(String message) {
        Matcher mismatch = MISMATCH.matcher(message);
        if (mismatch.matches()) {
            String input = mismatch.group(1);
            return input.equals("<EOF>")
                    ? "the expression ends too early"
                    : "'" + input + "' is not expected here; a text is written in quotes of its own";
        }
        return message.lines().findFirst().orElse("not an expression");
    }

    /** {@code (string, int)} of an operator, {@code double.(string)} of a function that is asked of a value. */
    private static String values(String types) {
        return types.replace(".(", ", ")
                .replaceAll("^\\(|\\)$|, \\)$", "")
                .replaceAll("wrapper\\((\\w+)\\)", "$1")
                .replaceAll("\\bdyn\\b", "any value");
    }

    static String evaluation(CelEvaluationException e) {
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> missing(String.valueOf(e.getMessage()));
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD -> wrongValues(String.valueOf(e.getMessage()));
            case ITERATION_BUDGET_EXCEEDED -> "it runs through more than " + Expressions.MAX_ITERATIONS + " elements";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number in it grows too large";
            case INDEX_OUT_OF_BOUNDS -> "it asks for an element past the end of a list";
            case BAD_FORMAT -> "a value in it is not of the form that it expects";
            case INVALID_ARGUMENT -> "a value in it is not one that it can work with";
            case DUPLICATE_ATTRIBUTE -> "it gives one key twice";
            case TYPE_NOT_FOUND, INTERNAL_ERROR -> "a value in it is of another type than it expects";
        };
    }

    private static String missing(String message) {
        Matcher key = MISSING_KEY.matcher(message);
        return key.matches() ? "there is no '" + key.group(1) + "'" : "it asks for something that is not there";
    }

    private static String wrongValues(String message) {
        Matcher function = NO_OVERLOAD.matcher(message);
        return function.matches()
                ? "'" + operator(function.group(1)) + "' cannot be applied to the values it met"
                : "an operation in it cannot be applied to the values it met";
    }

    /** {@code _+_} is {@code +} to whoever wrote it. */
    private static String operator(String function) {
        if (function.equals("_?_:_")) {
            return "? :";
        }
        Matcher operator = OPERATOR.matcher(function);
        return function.startsWith("_") && operator.matches() ? operator.group(1) : function;
    }

    static String type(CelType type) {
        return switch (type.kind()) {
            case BOOL -> "true or false";
            case STRING -> "a text";
            case INT, UINT -> "a whole number";
            case DOUBLE -> "a number";
            case LIST -> "a list of another kind";
            case MAP -> "a map";
            case NULL_TYPE -> "nothing";
            case TIMESTAMP -> "an instant";
            case DURATION -> "a duration";
            case STRUCT -> type.name();
            case DYN, ANY, BYTES, ERROR, OPAQUE, TYPE, TYPE_PARAM, UNSPECIFIED -> "something else";
        };
    }
}
