package dev.countersign.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes, to be sent by whoever holds a transaction: alone or together with others.
 *
 * @param sql the same text each time, whatever is written
 * @param values what its parameters are, {@code $1} the first
 */
public record Write(String sql, List<@Nullable Object> values) {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** By the texts that are in it; there are as many as programs write down. */
    private static final Map<List<String>, String> TOGETHER = new ConcurrentHashMap<>();

    /**
     * All of them as one statement, which has one answer and writes everything or nothing. None sees what another one writes, so that of
     * two that write the same row one is lost.
     */
    public static Write together(List<Write> parts) {
        String sql = TOGETHER.computeIfAbsent(parts.stream().map(Write::sql).toList(), texts -> joined(parts));
        List<@Nullable Object> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(part.values));
        return new Write(sql, values);
    }

    private static String joined(List<Write> parts) {
        int[] before = new int[parts.size()];
        for (int i = 1; i < before.length; i++) {
            before[i] = before[i - 1] + parts.get(i - 1).values.size();
        }
        return IntStream.range(0, before.length)
                .mapToObj(i -> "part" + i + " as (" + shifted(parts.get(i).sql, before[i]) + ")")
                .collect(Collectors.joining(", ", "with ", " select 1"));
    }

    private static String shifted(String sql, int by) {
        return PARAMETER.matcher(sql).replaceAll(found -> "\\$" + (Integer.parseInt(found.group(1)) + by));
    }
}
