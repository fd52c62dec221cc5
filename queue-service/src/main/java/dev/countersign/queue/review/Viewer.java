package dev.countersign.queue.review;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.countersign.queue.directory.Period;
import dev.countersign.queue.routing.Reach;
import dev.countersign.queue.routing.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row that says who may see a review.
 *
 * @param name a person's id, or the audience's
 * @param audience absent where it is one person
 */
record Viewer(String name, @Nullable Audience audience, Right right) {

    /** Why, how closely and when. */
    record Right(Reach reach, String because, Period period) {

        static Right of(Standing standing) {
            return new Right(standing.reach(), standing.because(), standing.period());
        }
    }

    /** As few rows as say all of it. */
    static List<Viewer> of(List<Standing> standings) {
        return standings.stream()
                .collect(groupingBy(Right::of, LinkedHashMap::new, mapping(Standing::person, toList())))
                .entrySet()
                .stream()
                .flatMap(entry -> rows(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Stream<Viewer> rows(Right right, List<String> people) {
        if (people.size() < Audience.FEWEST || !right.period().equals(Period.ALWAYS)) {
            return people.stream().map(person -> new Viewer(person, null, right));
        }
        Audience audience = Audience.of(people);
        return Stream.of(new Viewer(audience.id(), audience, right));
    }
}
