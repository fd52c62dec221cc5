package dev.countersign.queue.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.Principal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What waits for whom, who was seen when, and of which queues somebody was told. Every method works in the current session. */
@ApplicationScoped
class WatchRepository {

    private static final String WAITING = """
            select process, owner, max(accountable), count(*),
                   cast(extract(epoch from min(waiting_since)) * 1000 as bigint)
            from review where phase = 'OPEN' group by process, owner order by process, owner
            """;

    private static final String SEEN = "select person, cast(extract(epoch from at) * 1000 as bigint) from person_seen";

    /** Those that are new, and those of which it is time to tell again; whichever replica comes first has them. */
    private static final String TO_TELL = """
            insert into unwatched_queue (process, owner, told_at)
            select q.process, q.owner, :now
            from jsonb_to_recordset(cast(cast(:queues as text) as jsonb)) as q (process text, owner text)
            order by q.process, q.owner
            on conflict (process, owner) do update set told_at = excluded.told_at
                where unwatched_queue.told_at <= :before
            returning process, owner
            """;

    private static final String FORGET = """
            delete from unwatched_queue u where not exists (
                select 1 from jsonb_to_recordset(cast(cast(:queues as text) as jsonb)) as q (process text, owner text)
                where q.process = u.process and q.owner = u.owner)
            """;

    Uni<List<WaitingQueue>> waiting() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WAITING, Object[].class).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new WaitingQueue(
                                (String) row[0],
                                Principal.parse((String) row[1]),
                                Principal.parse((String) row[2]),
                                ((Number) row[3]).longValue(),
                                instant(row[4])))
                        .toList());
    }

    Uni<Map<String, Instant>> seen() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(SEEN, Object[].class).getResultList())
                .map(rows -> {
                    Map<String, Instant> seen = new HashMap<>();
                    rows.forEach(row -> seen.put((String) row[0], instant(row[1])));
                    return seen;
                });
    }

    /** Forgets when people were seen who left the directory. */
    Uni<Void> forget(Set<String> gone) {
        ArrayNode people = Json.mapper().createArrayNode();
        gone.forEach(people::add);
        return gone.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("delete from person_seen where person in"
                                        + " (select jsonb_array_elements_text(cast(cast(:people as text) as jsonb)))")
                                .setParameter("people", people.toString())
                                .executeUpdate())
                        .replaceWithVoid();
    }

    /** Of unwatched queues, those of which somebody is to be told now; of all others it is forgotten that anybody was told. */
    Uni<Set<Key>> toTell(List<Watched> unwatched, Instant now, Instant before) {
        String queues = json(unwatched);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("queues", queues)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(TO_TELL, Object[].class)
                                .setParameter("queues", queues)
                                .setParameter("now", now)
                                .setParameter("before", before)
                                .getResultList()))
                .map(rows -> {
                    Set<Key> told = new HashSet<>();
                    rows.forEach(row -> told.add(new Key((String) row[0], Principal.parse((String) row[1]))));
                    return told;
                });
    }

    /** What names a queue. */
    record Key(String process, Principal owner) {
        static Key of(Watched watched) {
            return new Key(watched.queue().process(), watched.queue().owner());
        }
    }

    private static Instant instant(Object millis) {
        return Instant.ofEpochMilli(((Number) millis).longValue());
    }

    private static String json(List<Watched> unwatched) {
        ArrayNode rows = Json.mapper().createArrayNode();
        unwatched.forEach(one -> rows.addObject()
                .put("process", one.queue().process())
                .put("owner", one.queue().owner().toString()));
        return rows.toString();
    }
}
