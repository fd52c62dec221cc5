package dev.countersign.queue.review;

import dev.countersign.problems.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What approving a payload would do.
 *
 * @param effect in one sentence
 * @param digest absent where the payload could not be approved as it stands
 * @param reasonNeeded whether approving it needs a sentence of reason
 * @param errors what is wrong with it; empty where it could be approved
 */
record PreviewView(String effect, @Nullable String digest, boolean reasonNeeded, List<Violation> errors) {}
