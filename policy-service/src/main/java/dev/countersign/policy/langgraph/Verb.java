package dev.countersign.policy.langgraph;

import java.util.Arrays;
import java.util.Optional;

/** What may be answered to a request, in the words of each generation. */
enum Verb {
    APPROVE("accept", "allow_accept", "approve"),
    EDIT("edit", "allow_edit", "edit"),
    /** Words for the graph's model, which may try again. */
    RESPOND("response", "allow_respond", "respond"),
    REJECT("ignore", "allow_ignore", "reject");

    /** As the first generation answers it. */
    final String first;

    /** The flag by which the first generation allows it. */
    final String flag;

    /** As the second generation allows and answers it. */
    final String second;

    Verb(String first, String flag, String second) {
        this.first = first;
        this.flag = flag;
        this.second = second;
    }

    /** The verb of the second generation; empty for one that is not known, which then is not allowed. */
    static Optional<Verb> ofSecond(String word) {
        return Arrays.stream(values()).filter(verb -> verb.second.equals(word)).findFirst();
    }
}
