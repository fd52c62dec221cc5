package dev.countersign.messaging;

/**
 * Up to which id there is certainly nothing left in each owned shard, so that reading does not start among rows long deleted:
 * while somebody holds an old snapshot (a backup, a report), vacuum cannot remove those, and every read would wade through them.
 *
 * <p>Ids are given out in another order than transactions commit in. A mark is therefore raised in two steps: remember the last id
 * given out and, after that, the next transaction id; once every transaction below that one has ended, all rows up to the
 * remembered id are either visible or will never be.
 */
final class LowWaterMark {

    /** The last row id given out, and a transaction id that was still to come then. */
    record Candidate(long lastId, long nextTransaction) {}

    private final long[] marks = new long[Shards.COUNT];

    /** Above which id to read this shard. */
    long of(int shard) {
        return marks[shard];
    }

    /** A shard that was somebody else's may hold rows of any age. */
    void forget(int shard) {
        marks[shard] = 0;
    }

    /** Nothing is left in this shard up to that id. */
    void raise(int shard, long id) {
        marks[shard] = Math.max(marks[shard], id);
    }
}
