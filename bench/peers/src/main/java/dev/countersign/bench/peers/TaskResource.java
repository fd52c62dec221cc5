package dev.countersign.bench.peers;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A user task over HTTP, for whoever the token says. */
@Path("/tasks")
@RolesAllowed("reviewer")
public class TaskResource {

    private static final int PAGE = 50;

    private final UserTasks tasks;
    private final SecurityIdentity identity;

    TaskResource(UserTasks tasks, SecurityIdentity identity) {
        this.tasks = tasks;
        this.identity = identity;
    }

    /** What was opened. */
    public record Created(String id) {}

    /** A person's decision. */
    public record Decision(String decision, String reason) {}

    @POST
    public Created create(UserTasks.Case opened) {
        return new Created(tasks.create(opened));
    }

    @GET
    public List<UserTasks.Open> list(@RestQuery String team) {
        return tasks.list(person(), team, PAGE);
    }

    @POST
    @Path("{id}/claim")
    public Created claim(@RestPath String id) {
        tasks.claim(id, person());
        return new Created(id);
    }

    @POST
    @Path("{id}/complete")
    public Created complete(@RestPath String id, Decision decision) {
        tasks.complete(id, person(), decision.decision(), decision.reason());
        return new Created(id);
    }

    private String person() {
        return identity.getPrincipal().getName();
    }
}
