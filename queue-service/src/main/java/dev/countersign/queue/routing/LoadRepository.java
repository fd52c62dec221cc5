package dev.countersign.queue.routing;

import dev.countersign.contracts.event.Contact;
import dev.countersign.queue.database.SessionStatements;
import dev.countersign.queue.directory.Directory;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** How many open reviews people have in hand: those they are on, and those they were asked first that nobody is on. */
@ApplicationScoped
public class LoadRepository {

    /** Beyond this, more is no different; counting somebody's hundred thousand at each opening would be. */
    private static final long MOST = 1_000;

    private static final String COUNT = """
            select p.person, (select count(*) from (
                select 1 from review r where r.phase = 'OPEN' and coalesce(r.claimed_by, r.asked) = p.person limit $1) r)
            from unnest($2::text[]) as p (person)
            """;

    /** Many reviews are opened in one transaction: what was counted in it goes on from there with each that it opens. */
    private final Map<Mutiny.Session, Map<String, Long>> counted = Collections.synchronizedMap(new WeakHashMap<>());

    /** The route, with who has the fewest asked first where a team owns it. Works in the current session. */
    public Uni<Route> spread(Directory directory, Route route) {
        if (route.owner().isPerson() || route.contacts().size() < 2) {
            return Uni.createFrom().item(route);
        }
        List<String> people = route.contacts().stream().map(Contact::person).toList();
        return Panache.getSession()
                .map(session -> counted.computeIfAbsent(session, begun -> new HashMap<>()))
                .chain(open -> count(people, open).map(done -> spread(directory, route, open)));
    }

    private static Route spread(Directory directory, Route route, Map<String, Long> open) {
        Route spread = Routing.spread(directory, route, open);
        String asked = spread.asked();
        if (asked != null) {
            open.merge(asked, 1L, Long::sum);
        }
        return spread;
    }

    private static Uni<Void> count(List<String> people, Map<String, Long> open) {
        String[] unknown =
                people.stream().filter(person -> !open.containsKey(person)).toArray(String[]::new);
        return unknown.length == 0
                ? Uni.createFrom().voidItem()
                : SessionStatements.rows(COUNT, columns -> Map.entry(columns.text(), columns.count()), MOST, unknown)
                        .invoke(rows -> rows.forEach(row -> open.put(row.getKey(), row.getValue())))
                        .replaceWithVoid();
    }
}
