package dev.countersign.bench.bare;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The one endpoint. */
@Path("/greeting")
public class GreetingResource {

    /** What it answers. */
    public record Greeting(String text) {}

    @GET
    public Greeting get() {
        return new Greeting("hello");
    }
}
