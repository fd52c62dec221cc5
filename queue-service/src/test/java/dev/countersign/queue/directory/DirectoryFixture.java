package dev.countersign.queue.directory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Directories for tests, written as their file is. */
public final class DirectoryFixture {

    private DirectoryFixture() {}

    /** A directory that must be without errors. */
    public static Directory of(String yaml) {
        var reading = DirectoryText.read(yaml, false);
        DirectoryDocument document = reading.value();
        if (document == null) {
            throw new IllegalArgumentException(reading.errors().toString());
        }
        return new Directory(1, document);
    }

    /** A directory that is well-formed and may be otherwise wrong: what holds, holds there too. */
    public static Directory unchecked(String yaml) {
        try {
            DirectoryDocument document =
                    DirectoryReader.document(LocatedText.yaml(yaml)).value();
            return new Directory(1, Objects.requireNonNull(document));
        } catch (LocatedText.MalformedException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    /** What is wrong with a directory, a line each. */
    public static List<String> errors(String yaml) {
        return DirectoryText.read(yaml, false).errors().stream()
                .map(error -> error.pointer() + " line " + error.line() + ": " + error.sentence())
                .toList();
    }

    /** With the groups that people signed in with. */
    public static Directory withGroups(String yaml, Map<String, Set<String>> groups) {
        return new Directory(1, of(yaml).document(), groups);
    }
}
