package dev.countersign.policy.publishing;

import dev.countersign.contracts.policy.PatternSettings.Signal;
import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.Expression;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The expressions of one policy, each parsed once however many types of action it is about. */
final class Compilation {

    private record Key(String source, Type expected) {}

    private final Map<Key, Expression> parsed = new HashMap<>();

    @Nullable
    Compiled when(Signal signal, String type) {
        return expression(signal.when(), Type.BOOLEAN).compiledFor(type).orElse(null);
    }

    @Nullable
    Compiled sum(UsageLimit limit, String type) {
        String sum = limit.sum();
        return sum == null
                ? null
                : expression(sum, Type.NUMBER).compiledFor(type).orElseThrow();
    }

    private Expression expression(String source, Type expected) {
        return parsed.computeIfAbsent(new Key(source, expected), key -> {
            try {
                return Expression.of(source, expected);
            } catch (ExpressionException e) {
                throw new IllegalStateException("a published expression does not compile: " + e.getMessage(), e);
            }
        });
    }
}
