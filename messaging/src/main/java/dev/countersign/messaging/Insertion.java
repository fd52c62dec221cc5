package dev.countersign.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement that writes rows, to be sent by whoever holds a transaction: alone or together with others.
 *
 * @param sql the same text each time, whatever is written
 * @param values what its parameters are, {@code $1} the first
 */
public record Insertion(String sql, List<Object> values) {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** By the texts that are in it; there are as many as programs write down. */
    private static final Map<List<String>, String> TOGETHER = new ConcurrentHashMap<>();

    /** All of them as one statement, which has one answer and writes everything or nothing. None sees what another one writes. */
    public static Insertion together(List<Insertion> parts) {
        String sql = TOGETHER.computeIfAbsent(parts.stream().map(Insertion::sql).toList(), texts -> joined(parts));
        List<Object> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(part.values));
        return new Insertion(sql, values);
    }

    private static String joined(List<Insertion> parts) {
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
