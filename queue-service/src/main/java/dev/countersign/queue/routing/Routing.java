package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Type;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.expression.Compilations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the person or team with the authority and the context to decide: the signal's owner, else whom the policy's expression
 * names, in order, else its fallback, else whoever is accountable. Whoever is away is replaced by who stands in; where authority
 * does not suffice, it goes up. Whoever happens to be free does not come into it; of the members of an owning team, who has the
 * fewest open reviews is asked first.
 */
public final class Routing {

    private final Directory directory;
    private final RoutingRequest request;
    private final Instant now;
    private final List<TrailStep> trail = new ArrayList<>();

    private Routing(Directory directory, RoutingRequest request, Instant now) {
        this.directory = directory;
        this.request = request;
        this.now = now;
    }

    /** The route of a new review. There always is one. */
    public static Route resolve(Directory directory, RoutingRequest request, Instant now) {
        return new Routing(directory, request, now).resolve();
    }

    /** The route of a review that somebody or something sends on to a principal. */
    public static Route toward(
            Directory directory, Principal target, String rule, RoutingRequest request, Instant now) {
        Routing routing = new Routing(directory, request, now);
        String step = "It goes on to " + routing.name(target) + ".";
        return routing.attempt(target, null, rule, step).orElseGet(routing::lastResort);
    }

    /**
     * The route of a review that is looked at again, because the directory or the day is another one.
     *
     * @param held whose it is: the owner, or for whom the owner stands in
     */
    public static Route again(Directory directory, Principal held, RoutingRequest request, Instant now) {
        Routing routing = new Routing(directory, request, now);
        return directory.knows(held)
                ? routing.attempt(held, null, "looked-at-again", "It is with " + routing.name(held) + ".")
                        .orElseGet(routing::resolve)
                : routing.resolve();
    }

    /**
     * A route to a team, with who has the fewest open reviews asked first. It stays the team's, and nobody outside of it comes into it.
     *
     * @param open how many open reviews people have in hand; none where nothing is said of somebody
     */
    public static Route spread(Directory directory, Route route, Map<String, Long> open) {
        if (route.owner().isPerson() || route.contacts().size() < 2) {
            return route;
        }
        List<Contact> inOrder = route.contacts().stream()
                .sorted(Comparator.comparing(contact -> open.getOrDefault(contact.person(), 0L)))
                .toList();
        Contact first = inOrder.getFirst();
        long fewest = open.getOrDefault(first.person(), 0L);
        String words = "Of " + Words.name(directory, route.owner()) + ", " + first.name()
                + " has the fewest open reviews (" + (fewest == 0 ? "none" : fewest) + ") and is asked first.";
        List<TrailStep> trail = new ArrayList<>(route.trail());
        trail.add(new TrailStep("fewest-open", Principal.person(first.person()), words));
        return route.told(inOrder, trail);
    }

    /** Who is one level up from an owner, or empty where nobody is above whoever is accountable. */
    public static Optional<Principal> above(
            Directory directory, Principal owner, Principal accountable, Set<Principal> already) {
        if (owner.equals(accountable)) {
            return Optional.empty();
        }
        return superiors(directory, owner)
                .filter(superior -> !superior.equals(owner) && !already.contains(superior))
                .findFirst()
                .or(() -> already.contains(accountable) ? Optional.empty() : Optional.of(accountable));
    }

    private static Stream<Principal> superiors(Directory directory, Principal owner) {
        if (owner.isPerson()) {
            return directory.managersOf(owner.id()).stream().map(person -> Principal.person(person.id()));
        }
        return directory.team(owner.id()).map(team -> team.lead()).stream()
                .filter(lead -> directory.person(lead).isPresent())
                .flatMap(lead ->
                        Stream.concat(Stream.of(Principal.person(lead)), superiors(directory, Principal.person(lead))));
    }

    private Route resolve() {
        return signalOwner().or(this::named).or(this::fallback).orElseGet(this::lastResort);
    }

    private Optional<Route> signalOwner() {
        return Optional.ofNullable(request.signalOwner())
                .flatMap(owner -> attempt(
                        owner, null, "signal-owner", "A signal fired whose exceptions are for " + name(owner) + "."));
    }

    private Optional<Route> named() {
        List<String> names = ownerNames();
        for (int i = 0; i < names.size(); i++) {
            Optional<Route> route = named(names.get(i), i == 0 ? "first" : "next");
            if (route.isPresent()) {
                return route;
            }
        }
        return Optional.empty();
    }

    private Optional<Route> named(String text, String place) {
        Optional<Principal> principal = Principal.tryParse(text);
        if (principal.isEmpty()) {
            step("owner-expression", null, "\"" + Words.shown(text) + "\" is neither a person nor a team.");
            return Optional.empty();
        }
        String as = as(principal.get());
        String words = "The policy asks " + name(principal.get()) + " " + place + (as == null ? "" : ": " + as) + ".";
        return attempt(principal.get(), as, "owner-expression", words);
    }

    private @Nullable String as(Principal principal) {
        Case content = request.scope().content();
        return content == null
                ? null
                : Words.as(request.owner(), content, principal).orElse(null);
    }

    private List<String> ownerNames() {
        try {
            List<String> names = Compilations.of(request.owner(), Type.PRINCIPALS)
                    .evaluate(request.scope())
                    .asStrings();
            if (names.isEmpty()) {
                step("owner-expression", null, "The policy's owner expression names nobody.");
            }
            return names;
        } catch (ExpressionException | EvaluationException e) {
            step("owner-expression", null, "The policy's owner expression names nobody: " + e.getMessage() + ".");
            return List.of();
        }
    }

    private Optional<Route> fallback() {
        Principal fallback = request.fallback();
        return attempt(fallback, null, "fallback", "The policy falls back to " + name(fallback) + ".");
    }

    private Route lastResort() {
        Principal accountable = request.accountable();
        String words = name(accountable) + " is accountable for the process.";
        return attempt(accountable, "accountable for the process", "accountable", words)
                .orElseGet(() -> {
                    step(
                            "unroutable",
                            accountable,
                            "Nobody with the authority can be found; it stays with " + name(accountable) + ".");
                    return new Route(
                            accountable, Contacts.of(directory, accountable, now, person -> true), trail, true);
                });
    }

    private Optional<Route> attempt(Principal principal, @Nullable String as, String rule, String words) {
        step(rule, principal, words);
        Walk walk = new Walk(directory, request, now, trail);
        return walk.from(principal, as)
                .map(found -> Route.to(
                        found, Contacts.of(directory, found.owner(), now, walk::suffices), List.copyOf(trail)));
    }

    private String name(Principal principal) {
        return Words.name(directory, principal);
    }

    private void step(String rule, @Nullable Principal principal, String detail) {
        trail.add(new TrailStep(rule, principal, detail));
    }
}
