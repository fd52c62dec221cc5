package dev.countersign.queue.directory;

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
}
