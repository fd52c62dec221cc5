package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.langgraph.Interrupt.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the value of an interrupt. What it has besides, a later version of its schema may have added, and is left alone. */
final class InterruptReader {

    /** More than any model calls at once, and no more than one answer should wait for. */
    static final int MOST_REQUESTS = 32;

    private static final int LONGEST_NAME = 200;

    private final Complaints complaints = new Complaints();

    private InterruptReader() {}

    /**
     * Reads an interrupt of either generation.
     *
     * @param pointer to the value in the body
     * @throws dev.countersign.problems.Problem {@code interrupt-unreadable}, with all that is wrong
     */
    static Interrupt read(JsonNode value, String pointer) {
        InterruptReader reader = new InterruptReader();
        Optional<Generation> generation = reader.generation(value, pointer);
        List<Request> requests = generation
                .map(known ->
                        known == Generation.FIRST ? reader.first(value, pointer) : reader.second(value, known, pointer))
                .orElse(List.of());
        reader.complaints.refuse();
        return new Interrupt(generation.orElseThrow(), requests);
    }

    private Optional<Generation> generation(JsonNode value, String pointer) {
        if (value.isArray()) {
            return Optional.of(Generation.FIRST);
        }
        List<Generation> marked = Arrays.stream(Generation.values())
                .filter(known -> known.marks(value))
                .toList();
        if (marked.size() != 1) {
            complaints.add(
                    pointer,
                    marked.isEmpty()
                            ? "has neither action_request nor action_requests"
                            : "mixes generations: it has members of more than one");
        }
        return marked.size() == 1 ? Optional.of(marked.getFirst()) : Optional.empty();
    }

    private List<Request> first(JsonNode value, String pointer) {
        if (!value.isArray()) {
            return List.of(firstRequest(value, pointer));
        }
        return each(value, pointer, this::firstRequest);
    }

    private Request firstRequest(JsonNode value, String pointer) {
        if (Arrays.stream(Generation.values()).anyMatch(known -> known != Generation.FIRST && known.marks(value))) {
            complaints.add(pointer, "mixes generations: a list holds requests of the first alone");
        }
        String place = pointer + "/" + Generation.ACTION_REQUEST;
        JsonNode request = value.path(Generation.ACTION_REQUEST);
        JsonNode config = value.path("config");
        if (!request.isObject()) {
            complaints.add(place, "must be an object with action and args");
        }
        if (!config.isObject()) {
            complaints.add(pointer + "/config", "must be an object that says what is allowed");
        }
        String description = complaints.textOrNothing(value, "description", pointer);
        return request(request, "action", place, description, flags(config, pointer + "/config"));
    }

    private Set<Verb> flags(JsonNode config, String pointer) {
        Set<Verb> allowed = EnumSet.noneOf(Verb.class);
        for (Verb verb : Verb.values()) {
            JsonNode flag = config.path(verb.flag);
            if (!flag.isMissingNode() && !flag.isNull() && !flag.isBoolean()) {
                complaints.add(pointer + "/" + verb.flag, "must be true or false");
            }
            if (flag.asBoolean(false)) {
                allowed.add(verb);
            }
        }
        return allowed;
    }

    private List<Request> second(JsonNode value, Generation generation, String pointer) {
        Map<String, Set<Verb>> allowed =
                configs(value.path(generation.configs), generation, pointer + "/" + generation.configs);
        return each(value.path(generation.requests), pointer + "/" + generation.requests, (node, place) -> {
            String name = complaints.text(node, "name", place);
            if (!name.isEmpty() && !allowed.containsKey(name)) {
                complaints.add(place + "/name", "has no entry in " + generation.configs);
            }
            String description = complaints.textOrNothing(node, "description", place);
            return request(node, "name", place, description, allowed.getOrDefault(name, Set.of()));
        });
    }

    private Map<String, Set<Verb>> configs(JsonNode configs, Generation generation, String pointer) {
        Map<String, Set<Verb>> allowed = new HashMap<>();
        each(configs, pointer, (config, place) -> {
            String name = complaints.text(config, generation.configName, place);
            Set<Verb> verbs = decisions(config.path(generation.allowed), place + "/" + generation.allowed);
            // Of two entries for one action, what both allow.
            allowed.merge(name, verbs, InterruptReader::both);
            return name;
        });
        return allowed;
    }

    private static Set<Verb> both(Set<Verb> one, Set<Verb> other) {
        Set<Verb> both = EnumSet.noneOf(Verb.class);
        both.addAll(one);
        both.retainAll(other);
        return both;
    }

    private Set<Verb> decisions(JsonNode words, String pointer) {
        Set<Verb> verbs = EnumSet.noneOf(Verb.class);
        if (!words.isArray()) {
            complaints.add(pointer, "must be a list of what is allowed");
        }
        words.forEach(word -> Verb.ofSecond(word.asText()).ifPresent(verbs::add));
        return verbs;
    }

    private Request request(
            JsonNode node, String nameMember, String pointer, @Nullable String description, Set<Verb> allowed) {
        String name = complaints.text(node, nameMember, pointer);
        if (name.length() > LONGEST_NAME) {
            complaints.add(pointer + "/" + nameMember, "must have at most " + LONGEST_NAME + " characters");
        }
        String argsMember = node.has("arguments") ? "arguments" : "args";
        if (node.has("arguments") && node.has("args")) {
            complaints.add(pointer, "has args and arguments; give one of them");
        } else if (!node.path(argsMember).isObject()) {
            complaints.add(pointer + "/" + argsMember, "must be an object of names to values");
        }
        return new Request(name, node.path(argsMember), argsMember, description, allowed, pointer);
    }

    private interface Element<T> {
        T read(JsonNode node, String pointer);
    }

    private <T> List<T> each(JsonNode list, String pointer, Element<T> element) {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_REQUESTS) {
            complaints.add(pointer, "must be a list of 1 to " + MOST_REQUESTS);
            return List.of();
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            read.add(element.read(list.get(i), pointer + "/" + i));
        }
        return read;
    }
}
