package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Attention;
import dev.countersign.contracts.policy.ReviewPolicy;
import dev.countersign.problems.Problem;
import dev.countersign.queue.attention.Looked;
import dev.countersign.queue.attention.ReadingTime;
import dev.countersign.queue.attention.ReasonSentence;
import dev.countersign.queue.payload.Canonical;
import dev.countersign.queue.review.ReadingService.Seen;
import dev.countersign.queue.routing.DecidingRight;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a verdict asks of a review, once all is met that is asked of the verdict. Works in the transaction that holds the review. */
@ApplicationScoped
class VerdictService {

    private final ReviewRepository reviews;
    private final ReadingService reading;
    private final Clock clock;

    VerdictService(ReviewRepository reviews, ReadingService reading, Clock clock) {
        this.reviews = reviews;
        this.reading = reading;
        this.clock = clock;
    }

    Uni<Intent> intent(Seen seen, IfMatch ifMatch, DecisionRequest request) {
        return reading.shownAt(seen).chain(shownAt -> {
            requireSeen(seen, ifMatch, request, shownAt);
            Intent intent = intent(seen, request, shownAt);
            Attention now = attention(seen, request, shownAt);
            return earlier(seen.review()).map(earlier -> intent.with(step -> step.lookedAt(with(earlier, now))));
        });
    }

    /**
     * Somebody else may have edited the payload after this person looked. Whoever approves what is shown has been shown it, or says which
     * version they mean, or which payload.
     */
    private static void requireSeen(Seen seen, IfMatch ifMatch, DecisionRequest request, @Nullable Instant shownAt) {
        String editor = seen.review().row().editor;
        boolean unseen = shownAt == null && editor != null && !editor.equals(seen.person());
        boolean unnamed = request.payload() == null && !ifMatch.namesOne();
        if (request.verdict() == DecisionRequest.Verdict.APPROVE && unseen && unnamed) {
            throw IfMatch.stale();
        }
    }

    private Intent intent(Seen seen, DecisionRequest request, @Nullable Instant shownAt) {
        ReviewPolicy policy = seen.review().supervision().review();
        if (request.verdict() != DecisionRequest.Verdict.APPROVE) {
            return Intent.of(request.unlessApproval(seen.person(), policy.rejectReasons()));
        }
        ReadingTime.require(policy.readingTime(), shownAt, clock.instant());
        return approval(seen, request);
    }

    private static Attention attention(Seen seen, DecisionRequest request, @Nullable Instant shownAt) {
        int sources = seen.review().recorded().sources().size();
        return Looked.kept(request.attention(), Principal.person(seen.person()), shownAt, sources);
    }

    /** How those had looked who approved before; one who did so twice counts as they looked last. */
    private Uni<List<Attention>> earlier(Loaded review) {
        ReviewRow row = review.row();
        return row.state().ballot().approvals().isEmpty()
                ? Uni.createFrom().item(List.of())
                : reviews.approvalsSince(row.id, row.waitingSince).map(VerdictService::attentions);
    }

    private static List<Attention> attentions(List<HistoryRow> lines) {
        List<Attention> attentions = new ArrayList<>();
        for (HistoryRow line : lines) {
            if (line.attention() != null) {
                Attention one = StoredJson.read(line.attention(), Attention.class);
                attentions.removeIf(other -> other.by().equals(one.by()));
                attentions.add(one);
            }
        }
        return attentions;
    }

    private static List<Attention> with(List<Attention> earlier, Attention now) {
        List<Attention> all = new ArrayList<>(earlier);
        all.removeIf(other -> other.by().equals(now.by()));
        all.add(now);
        return List.copyOf(all);
    }

    private Intent approval(Seen seen, DecisionRequest request) {
        Loaded review = seen.review();
        JsonNode payload = request.payload();
        String shown = review.row().digest;
        if (payload == null) {
            return approval(seen, request, shown, review.payload());
        }
        Canonical canonical = Edit.of(review, payload).valid();
        if (canonical.digest().equals(shown)) {
            return approval(seen, request, shown, review.payload());
        }
        requireAuthority(seen, payload);
        return approval(seen, request, canonical.digest(), payload);
    }

    private Intent approval(Seen seen, DecisionRequest request, String digest, JsonNode payload) {
        Loaded review = seen.review();
        ReasonSentence.require(review.supervision().review().reasonWhen(), review.scope(payload), request.words());
        boolean asShown = digest.equals(review.row().digest);
        Command.ByPerson command = new Command.Approve(
                seen.person(),
                digest,
                review.approvalsNeeded(payload),
                review.isForThem(seen.person()),
                asShown ? review.lapsedApprovers(clock.instant()) : Set.of(),
                request.words());
        return new Intent(command, step -> step.with(payload));
    }

    private void requireAuthority(Seen seen, JsonNode edited) {
        Loaded review = seen.review();
        boolean may = DecidingRight.of(
                        review.directory(), review.matter(review.row().state(), edited), seen.person(), clock.instant())
                .isPresent();
        if (!may) {
            throw Problem.of(
                    403,
                    "beyond-authority",
                    "Beyond your authority",
                    "What you changed it to is beyond your authority. Nothing was decided.");
        }
    }
}
