package dev.countersign.queue.console;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.identity.SignedIn;
import dev.countersign.queue.identity.SignedInService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;

/** Who is signed in. Open to whoever is, so that a page can say which role is missing. */
@Path("/v1/me")
@Authenticated
public class MeResource {

    private final DirectoryRepository directories;
    private final SignedInService signedIn;

    MeResource(DirectoryRepository directories, SignedInService signedIn) {
        this.directories = directories;
        this.signedIn = signedIn;
    }

    /** Somebody who is signed in, as the directory knows them. */
    record MeView(String id, String name, List<String> roles, List<TeamView> teams) {
        record TeamView(String id, String name) {}
    }

    @GET
    public Uni<MeView> me() {
        SignedIn asking = signedIn.current();
        return Panache.withSession(directories::current).map(directory -> view(asking, directory));
    }

    private static MeView view(SignedIn asking, Directory directory) {
        String id = asking.personId(directory);
        String name = directory
                .person(id)
                .map(person -> person.name())
                .orElseGet(() -> Objects.requireNonNullElse(asking.name(), asking.username()));
        List<MeView.TeamView> teams = directory.teamsOf(id).stream()
                .map(team -> new MeView.TeamView(team.id(), directory.nameOf(Principal.team(team.id()))))
                .toList();
        return new MeView(id, name, asking.roles().stream().sorted().toList(), teams);
    }
}
