package dev.countersign.queue.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of reviews.
 *
 * @param next the cursor of the next page; absent on the last one
 */
record ReviewListView(
        List<ReviewSummaryView> items, @Nullable String next, CountsView counts) {

    /**
     * How many there are for this person in this state, whatever the page shows.
     *
     * @param most how far is counted: one more than this says that there are more
     */
    record CountsView(long mine, long team, long all, int most) {

        /** Beyond this, more is no different to whoever has them before them; counting a hundred thousand at each look would be. */
        static final int MOST = 200;
    }
}
