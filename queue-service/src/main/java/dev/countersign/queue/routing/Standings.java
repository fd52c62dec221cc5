package dev.countersign.queue.routing;

import dev.countersign.queue.directory.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several rights of the same people, made into at most one for each of them at any instant. */
final class Standings {

    private Standings() {}

    /** At each instant the closest right counts; of equally close ones, the first. */
    static List<Standing> disjoint(List<Standing> standings) {
        Map<String, List<Standing>> taken = new LinkedHashMap<>();
        standings.stream().sorted(Comparator.comparing(Standing::reach)).forEach(standing -> {
            List<Standing> mine = taken.computeIfAbsent(standing.person(), person -> new ArrayList<>());
            left(standing.period(), mine).forEach(period -> mine.add(standing.during(period)));
        });
        return taken.values().stream().flatMap(List::stream).toList();
    }

    private static List<Period> left(Period period, List<Standing> taken) {
        List<Period> left = List.of(period);
        for (Standing standing : taken) {
            left = left.stream()
                    .flatMap(piece -> without(piece, standing.period()).stream())
                    .toList();
        }
        return left;
    }

    private static List<Period> without(Period piece, Period hole) {
        if (piece.and(hole).isEmpty()) {
            return List.of(piece);
        }
        List<Period> left = new ArrayList<>(2);
        if (piece.from().isBefore(hole.from())) {
            left.add(new Period(piece.from(), hole.from()));
        }
        if (hole.until().isBefore(piece.until())) {
            left.add(new Period(hole.until(), piece.until()));
        }
        return left;
    }
}
