package dev.countersign.queue.directory;

import dev.countersign.queue.directory.DirectoryReader.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory as somebody wrote it, read and checked. */
final class DirectoryText {

    private DirectoryText() {}

    /** The document, or everything that is wrong with it, each at its line. */
    static Reading<DirectoryDocument> read(String text, boolean json) {
        try {
            Located root = json ? LocatedText.json(text) : LocatedText.yaml(text);
            Reading<DirectoryDocument> reading = DirectoryReader.document(root);
            DirectoryDocument document = reading.value();
            return document == null ? reading : checked(root, document);
        } catch (LocatedText.MalformedException e) {
            return new Reading<>(null, List.of(e.error()));
        }
    }

    /** Whether a text that could be read says anything of the delegations, be it that there are none. */
    static boolean speaksOfDelegations(String text, boolean json) {
        try {
            return (json ? LocatedText.json(text) : LocatedText.yaml(text)) instanceof Located.Fields fields
                    && fields.entries().containsKey("delegations");
        } catch (LocatedText.MalformedException e) {
            return false;
        }
    }

    private static Reading<DirectoryDocument> checked(Located root, DirectoryDocument document) {
        List<DirectoryError> errors = DirectoryChecks.check(document).stream()
                .map(finding ->
                        new DirectoryError(finding.pointer(), lineOf(root, finding.pointer()), finding.sentence()))
                .toList();
        return new Reading<>(errors.isEmpty() ? document : null, errors);
    }

    /** The line of the piece at a pointer, or of the nearest piece around it. */
    private static int lineOf(Located root, String pointer) {
        Located at = root;
        for (String step : pointer.split("/", -1)) {
            Located inside = step.isEmpty() ? at : inside(at, step);
            if (inside == null) {
                return at.line();
            }
            at = inside;
        }
        return at.line();
    }

    private static @Nullable Located inside(Located at, String step) {
        return switch (at) {
            case Located.Fields fields -> fields.entries().get(step);
            case Located.Items items -> items.items().get(Integer.parseInt(step));
            case Located.Scalar scalar -> null;
        };
    }
}
