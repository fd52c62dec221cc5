package dev.countersign.bench.review;

import dev.countersign.bench.Wire;
import java.io.IOException;
import java.util.List;

/** What one system lets reviewers do, over HTTP. */
interface Desk {

    /** How it is called in what is printed. */
    String name();

    int port();

    /** The process that serves it. */
    long pid();

    /** Opens so many, and returns their ids when all of them are there to be decided. */
    List<String> open(int count) throws Exception;

    /** One reviewer's way with one of them: looks at the list, claims it, approves it. */
    void work(Wire wire, Reviewer reviewer, String id) throws IOException;

    /** How many of them are kept as decided, with their history. */
    long kept() throws Exception;
}
