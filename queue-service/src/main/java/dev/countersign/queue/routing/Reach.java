package dev.countersign.queue.routing;

/** How close a review is to somebody who may decide it, the closest first. */
public enum Reach {
    /** Theirs alone, or of somebody for whom they stand in. */
    MINE,
    /** Their team's. */
    TEAM,
    /** Somebody else's, and they may decide it as well. */
    OTHER
}
