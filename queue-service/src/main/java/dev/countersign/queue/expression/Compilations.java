package dev.countersign.queue.expression;

import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Expressions;
import dev.countersign.expressions.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiles an expression once for as long as it is in use. Every review brings the same few lines of its policy along, and
 * compiling one costs as much as evaluating it a thousand times.
 */
public final class Compilations {

    private static final int MOST = 512;

    private static final Map<Key, Compiled> RECENT = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String source, Type expected) {}

    private Compilations() {}

    /**
     * The compiled expression.
     *
     * @throws ExpressionException when it is none
     */
    public static Compiled of(String source, Type expected) throws ExpressionException {
        Key key = new Key(source, expected);
        Compiled known;
        synchronized (RECENT) {
            known = RECENT.get(key);
        }
        if (known != null) {
            return known;
        }
        Compiled compiled = Expressions.compile(source, expected);
        synchronized (RECENT) {
            RECENT.put(key, compiled);
        }
        return compiled;
    }
}
