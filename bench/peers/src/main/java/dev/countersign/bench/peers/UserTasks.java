package dev.countersign.bench.peers;

import java.time.Instant;
import java.util.List;

/** The life of a user task, as far as a review has one too. */
interface UserTasks {

    /** The process definition of both engines, and the variables that its task's name and description are made of. */
    String PROCESS = "review";

    String DEFINITION = "review.bpmn20.xml";

    String TITLE = "title";
    String EFFECT = "effect";
    String DECIDE_BY = "decideBy";
    String CONTENT = "content";
    String DECISION = "decision";
    String REASON = "reason";

    /**
     * A case for a person.
     *
     * @param content all that the person is shown, as JSON
     */
    record Case(String title, String effect, Instant decideBy, String content) {}

    /** A task as a list shows it. */
    record Open(String id, String title, String effect, Instant decideBy) {}

    /** Opens a task for the team, and returns its id. */
    String create(Case opened);

    /** What is the person's or the team's to do, most urgent first. */
    List<Open> list(String person, String team, int limit);

    void claim(String task, String person);

    void complete(String task, String person, String decision, String reason);
}
