package dev.countersign.queue.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryFixture;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QueueTest
class LoadRepositoryTest {

    private static final List<String> MEMBERS = List.of("load-1", "load-2", "load-3");
    private static final Directory DIRECTORY = DirectoryFixture.of("""
            people:
              - { id: load-1, name: Lea }
              - { id: load-2, name: Liam }
              - { id: load-3, name: Lin }
            teams:
              - { id: load, name: Load, members: [load-1, load-2, load-3] }
            """);
    private static final Route TO_THE_TEAM = new Route(
            Principal.team("load"),
            MEMBERS.stream().map(id -> new Contact(id, id, null, null, null)).toList(),
            List.of(),
            false,
            null,
            null,
            null);

    @Inject
    LoadRepository loads;

    /** As many as one batch of events opens, none of which another transaction could see yet. */
    private List<String> askedInOneTransaction(int reviews) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> Multi.createFrom()
                .range(0, reviews)
                .onItem()
                .transformToUniAndConcatenate(review -> loads.spread(DIRECTORY, TO_THE_TEAM))
                .map(Route::asked)
                .collect()
                .asList()));
    }

    @Test
    void whatIsOpenedInOneTransactionIsSpreadOverTheTeam() throws Throwable {
        assertThat(askedInOneTransaction(2 * MEMBERS.size()))
                .containsExactlyElementsOf(
                        Stream.concat(MEMBERS.stream(), MEMBERS.stream()).toList());
    }

    @Test
    void whatWasNeverWrittenDownIsForgotten() throws Throwable {
        askedInOneTransaction(1);

        assertThat(askedInOneTransaction(1)).containsExactly(MEMBERS.getFirst());
    }
}
