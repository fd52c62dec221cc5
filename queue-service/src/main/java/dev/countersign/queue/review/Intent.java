package dev.countersign.queue.review;

import java.util.function.UnaryOperator;

/** What somebody asks of a review, and what its step has to say beyond the state. */
record Intent(Command.ByPerson command, UnaryOperator<Step> details) {

    static Intent of(Command.ByPerson command) {
        return new Intent(command, step -> step);
    }

    Intent with(UnaryOperator<Step> more) {
        return new Intent(command, step -> more.apply(details.apply(step)));
    }
}
