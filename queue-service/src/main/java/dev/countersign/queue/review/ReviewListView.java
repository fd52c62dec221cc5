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

    /** How many there are for this person in this state, whatever the page shows. */
    record CountsView(long mine, long team, long all) {}
}
