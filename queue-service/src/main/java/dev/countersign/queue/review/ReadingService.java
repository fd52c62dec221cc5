package dev.countersign.queue.review;

import dev.countersign.queue.attention.ReadingTime;
import dev.countersign.queue.attention.ReasonSentence;
import dev.countersign.queue.attention.ShownRepository;
import dev.countersign.queue.attention.ShownRepository.Sight;
import dev.countersign.queue.confidence.WorthService;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.identity.SignedIn;
import dev.countersign.queue.payload.EffectSentence;
import dev.countersign.queue.review.ReviewDetailView.OtherView;
import dev.countersign.queue.review.ReviewListView.CountsView;
import dev.countersign.queue.routing.DecidingRight;
import dev.countersign.queue.routing.Reach;
import dev.countersign.queue.routing.Standing;
import dev.countersign.queue.watch.SeenService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows reviews to those who may decide them. To everybody else there are none. */
@ApplicationScoped
class ReadingService {

    private final ReviewRepository reviews;
    private final ViewerRepository viewers;
    private final LoadingService loading;
    private final DirectoryRepository directories;
    private final ShownRepository shown;
    private final WorthService worth;
    private final SeenService watch;
    private final Clock clock;

    ReadingService(
            ReviewRepository reviews,
            ViewerRepository viewers,
            LoadingService loading,
            DirectoryRepository directories,
            ShownRepository shown,
            WorthService worth,
            SeenService watch,
            Clock clock) {
        this.reviews = reviews;
        this.viewers = viewers;
        this.loading = loading;
        this.directories = directories;
        this.shown = shown;
        this.worth = worth;
        this.watch = watch;
        this.clock = clock;
    }

    Uni<ReviewListView> list(SignedIn asking, ListQuery query) {
        return Panache.withSession(() -> directories.current().chain(directory -> list(asking, query, directory)));
    }

    private Uni<ReviewListView> list(SignedIn asking, ListQuery query, Directory directory) {
        Instant now = clock.instant();
        String person = asking.personId(directory);
        watch.note(directory, person);
        return Uni.combine()
                .all()
                .unis(viewers.page(query, person, now), viewers.counts(query.open(), person, now))
                .with((rows, counts) -> page(query, rows, counts, directory, now));
    }

    private static ReviewListView page(
            ListQuery query,
            List<ViewerRepository.Row> rows,
            Map<Reach, Long> counts,
            Directory directory,
            Instant now) {
        boolean more = rows.size() > query.limit();
        List<ViewerRepository.Row> shown = more ? rows.subList(0, query.limit()) : rows;
        ViewerRepository.Row last = more ? shown.getLast() : null;
        return new ReviewListView(
                shown.stream()
                        .map(row -> ReviewSummaryView.of(row.review(), directory, row.because(), now))
                        .toList(),
                last == null ? null : new ListCursor(last.sortAt(), last.review().id).text(),
                counts(counts));
    }

    private static CountsView counts(Map<Reach, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return new CountsView(
                counts.getOrDefault(Reach.MINE, 0L),
                counts.getOrDefault(Reach.TEAM, 0L),
                Math.min(all, CountsView.MOST + 1L),
                CountsView.MOST);
    }

    /**
     * Everything about a review.
     *
     * @param peek whether it is only made ready: then it counts as shown no sooner than somebody says so
     */
    Uni<ReviewDetailView> detail(SignedIn asking, UUID id, boolean peek) {
        return Panache.withSession(() -> visible(asking, id)
                .chain(seen -> (peek ? shownAt(seen) : show(seen)).chain(shownAt -> detail(seen, shownAt))));
    }

    /** What was made ready before is shown now. */
    Uni<ShownView> shown(SignedIn asking, UUID id) {
        return Panache.withSession(() -> visible(asking, id)
                .chain(seen -> show(seen)
                        .map(shownAt -> new ShownView(
                                shownAt,
                                ReadingTime.over(
                                        seen.review().supervision().review().readingTime(), shownAt)))));
    }

    /** Shows the payload to whoever looks; when it was shown to them first. */
    Uni<@Nullable Instant> show(Seen seen) {
        return seen.review().row().phase == Phase.OPEN
                ? shown.show(sight(seen), clock.instant()).map(at -> at)
                : Uni.createFrom().nullItem();
    }

    Uni<@Nullable Instant> shownAt(Seen seen) {
        return shown.find(sight(seen));
    }

    private static Sight sight(Seen seen) {
        ReviewRow review = seen.review().row();
        return new Sight(review.id, seen.person(), review.digest, review.waitingSince);
    }

    Uni<PreviewView> preview(SignedIn asking, UUID id, PreviewRequest request) {
        return Panache.withSession(() -> visible(asking, id).map(seen -> preview(seen.review(), request)));
    }

    private static PreviewView preview(Loaded review, PreviewRequest request) {
        Edit edit = Edit.of(review, request.payload());
        String effect = edit.canonical() == null
                ? EffectSentence.of(null, review.scope(request.payload()))
                : review.effect(edit.canonical());
        boolean reasonNeeded =
                ReasonSentence.isNeeded(review.supervision().review().reasonWhen(), review.scope(request.payload()));
        return new PreviewView(
                effect, edit.canonical() == null ? null : edit.canonical().digest(), reasonNeeded, edit.violations());
    }

    /** A review in the eyes of somebody who may see it. */
    record Seen(Loaded review, String person, String because) {

        Seen afterStep() {
            return new Seen(review.afterStep(), person, because);
        }
    }

    private Uni<Seen> visible(SignedIn asking, UUID id) {
        return loading.find(id).chain(review -> seen(asking, review));
    }

    /** The review in the eyes of whoever asks; to whom it is none of their business, there is none. */
    Uni<Seen> seen(SignedIn asking, @Nullable Loaded review) {
        if (review == null) {
            throw Refusals.notFound();
        }
        return seen(review, asking.personId(review.directory()));
    }

    private Uni<Seen> seen(Loaded review, String person) {
        watch.note(review.directory(), person);
        ReviewState state = review.row().state();
        if (state.phase() == Phase.OPEN) {
            String because = review.rightOf(person, clock.instant())
                    .map(Standing::because)
                    .orElseThrow(Refusals::notFound);
            return Uni.createFrom().item(new Seen(review, person, because));
        }
        return viewers.because(person, review.row().id)
                .map(because -> because == null && state.ballot().has(person) ? "You approved it" : because)
                .onItem()
                .ifNull()
                .failWith(Refusals::notFound)
                .map(because -> new Seen(review, person, Objects.requireNonNull(because)));
    }

    /** Everything about it, to somebody to whom it was shown then. */
    Uni<ReviewDetailView> detail(Seen seen, @Nullable Instant shownAt) {
        ReviewRow review = seen.review().row();
        Integer band = review.phase == Phase.OPEN ? review.confidenceBand : null;
        return Uni.combine()
                .all()
                .unis(
                        worth.of(review.process, review.actionType, review.agent, band),
                        reviews.history(review.id),
                        reviews.revisions(review.id))
                .with((figure, history, revisions) -> detail(
                        seen, DecidingView.of(seen.review(), seen.person(), shownAt, figure), history, revisions));
    }

    private ReviewDetailView detail(
            Seen seen, DecidingView deciding, List<HistoryRow> history, List<RevisionRow> revisions) {
        Instant now = clock.instant();
        Loaded review = seen.review();
        ReviewSummaryView summary = ReviewSummaryView.of(review.row(), review.directory(), seen.because(), now);
        return ReviewDetailView.of(review, summary, deciding, others(seen, now), history, revisions);
    }

    private static List<OtherView> others(Seen seen, Instant now) {
        Loaded review = seen.review();
        if (review.row().phase != Phase.OPEN) {
            return List.of();
        }
        return DecidingRight.everybody(
                        review.directory(),
                        review.matter(review.row().state(), StoredJson.tree(review.content().payload)))
                .stream()
                .filter(standing -> standing.period().contains(now))
                .filter(standing -> !standing.person().equals(seen.person()))
                .map(standing -> new OtherView(
                        standing.person(),
                        NamedView.person(review.directory(), standing.person()).name(),
                        standing.note()))
                .toList();
    }
}
