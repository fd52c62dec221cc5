package dev.countersign.policy.callback;

import java.util.HashMap;
import java.util.Map;

/**
 * The attempts that this process is making just now, by receiver: no receiver, however slow, gets more than its share of them, and all
 * together are so many at most. One at a time takes more.
 */
final class InFlight {

    private final int most;
    private final Map<String, Integer> byReceiver = new HashMap<>();
    private int all;
    private boolean taking;

    InFlight(int most) {
        this.most = most;
    }

    /** Reserves the right to take more; false where somebody has it, or where there is no room. */
    synchronized boolean beginTaking() {
        if (taking || all >= most) {
            return false;
        }
        taking = true;
        return true;
    }

    synchronized void endTaking() {
        taking = false;
    }

    synchronized int room() {
        return most - all;
    }

    synchronized Map<String, Integer> byReceiver() {
        return Map.copyOf(byReceiver);
    }

    synchronized void add(String receiver) {
        all++;
        byReceiver.merge(receiver, 1, Integer::sum);
    }

    synchronized void remove(String receiver) {
        all--;
        byReceiver.computeIfPresent(receiver, (name, count) -> count > 1 ? count - 1 : null);
    }
}
