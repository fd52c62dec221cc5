package dev.countersign.queue.directory;

import static java.util.stream.Collectors.groupingBy;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Expressions;
import dev.countersign.expressions.Scope;
import dev.countersign.expressions.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The authorities of a directory, by whom they are of, with their limits compiled. */
final class Authorities {

    private final Map<Principal, List<Authority>> byHolder;
    private final Map<String, Compiled> limits;

    /** Authorities whose limits compile. */
    Authorities(List<Authority> authorities) {
        byHolder = authorities.stream().collect(groupingBy(Authority::holder));
        limits = compile(authorities);
    }

    /** What a holder has that speaks about an action of a process, lapsed or not. */
    List<Authority> covering(Principal holder, String process, Action action) {
        return byHolder.getOrDefault(holder, List.of()).stream()
                .filter(authority -> authority.covers(process, action.type()))
                .toList();
    }

    /** Whether an action is within the limit of an authority. */
    boolean holds(Authority authority, Action action) {
        Compiled limit = authority.upTo() == null ? null : limits.get(authority.upTo());
        if (limit == null) {
            return authority.upTo() == null;
        }
        try {
            return limit.evaluate(Scope.of(action, null, List.of(), null)).asBoolean();
        } catch (EvaluationException e) {
            return false;
        }
    }

    private static Map<String, Compiled> compile(List<Authority> authorities) {
        Map<String, Compiled> compiled = new HashMap<>();
        for (Authority authority : authorities) {
            String upTo = authority.upTo();
            if (upTo != null) {
                compiled.put(upTo, compile(upTo));
            }
        }
        return Map.copyOf(compiled);
    }

    private static Compiled compile(String upTo) {
        try {
            return Expressions.compile(upTo, Type.BOOLEAN);
        } catch (ExpressionException e) {
            throw new IllegalArgumentException("a checked directory has limits that compile", e);
        }
    }
}
