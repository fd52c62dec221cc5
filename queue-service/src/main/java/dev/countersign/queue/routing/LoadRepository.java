package dev.countersign.queue.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Contact;
import dev.countersign.queue.directory.Directory;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many open reviews people have in hand: those they are on, and those they were asked first that nobody is on. */
@ApplicationScoped
public class LoadRepository {

    /** Beyond this, more is no different; counting somebody's hundred thousand at each opening would be. */
    private static final int MOST = 1_000;

    private static final String COUNT = """
            select p.person, (select count(*) from (
                select 1 from review r where r.phase = 'OPEN' and coalesce(r.claimed_by, r.asked) = p.person limit :most) r)
            from jsonb_array_elements_text(cast(cast(:people as text) as jsonb)) as p (person)
            """;

    /** The route, with who has the fewest asked first where a team owns it. Works in the current session. */
    public Uni<Route> spread(Directory directory, Route route) {
        if (route.owner().isPerson() || route.contacts().size() < 2) {
            return Uni.createFrom().item(route);
        }
        List<String> people = route.contacts().stream().map(Contact::person).toList();
        return open(people).map(open -> Routing.spread(directory, route, open));
    }

    private static Uni<Map<String, Long>> open(List<String> people) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT, Object[].class)
                        .setParameter("most", MOST)
                        .setParameter("people", json(people))
                        .getResultList())
                .map(rows -> {
                    Map<String, Long> open = new HashMap<>();
                    rows.forEach(row -> open.put((String) row[0], ((Number) row[1]).longValue()));
                    return open;
                });
    }

    private static String json(List<String> people) {
        try {
            return Json.mapper().writeValueAsString(people);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ids can always be written", e);
        }
    }
}
