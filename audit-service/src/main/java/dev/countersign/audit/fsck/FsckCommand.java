package dev.countersign.audit.fsck;

import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.checkpoint.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code java -cp audit-service.jar dev.countersign.audit.fsck.FsckCommand <address> <verifier key> [earlier checkpoint]}: exit code 0 where
 * the log is sound, 1 where it is not, 2 where the command makes no sense.
 */
public final class FsckCommand {

    private FsckCommand() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: fsck <address> <verifier key> [file of an earlier checkpoint]");
            return 2;
        }
        try {
            Optional<SignedNote> earlier = args.length == 3
                    ? Optional.of(SignedNote.parse(Files.readString(Path.of(args[2]))))
                    : Optional.empty();
            LogSource log = new HttpLogSource(URI.create(args[0]));
            Fsck.Report report = Fsck.check(log, VerifierKey.parse(args[1]), earlier);
            report.problems().forEach(System.out::println);
            System.out.println(report.sound() ? "sound: " + report.size() + " entries" : "NOT SOUND");
            return report.sound() ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }
}
