package dev.countersign.policy.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which callbacks are asked for.
 *
 * @param agent only those of this agent
 * @param cursor only those before this one
 * @param limit how many at most
 */
record CallbackFilter(
        @Nullable String agent,
        @Nullable UUID evaluation,
        @Nullable CallbackStatus status,
        @Nullable UUID cursor,
        int limit) {

    String query() {
        return "1 = 1"
                + (agent == null ? "" : " and agent = :agent")
                + (evaluation == null ? "" : " and evaluation = :evaluation")
                + (status == null ? "" : " and status = :status")
                + (cursor == null ? "" : " and id < :cursor")
                + " order by id desc";
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        put(parameters, "agent", agent);
        put(parameters, "evaluation", evaluation);
        put(parameters, "status", status == null ? null : status.word());
        put(parameters, "cursor", cursor);
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
