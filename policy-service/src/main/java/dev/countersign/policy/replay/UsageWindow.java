package dev.countersign.policy.replay;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Usage;
import dev.countersign.policy.evaluation.Usage.Used;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sliding windows of a policy's limits, simulated: exactly what the limits would hold at a time, at the times of the actions that
 * use them up. Time only moves forward in it. A use of a limit that the policy does not have is forgotten.
 */
public final class UsageWindow {

    /** Nothing was recorded longer ago; a limit may still say so, and time has an end in every computer. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<String, Window> windows = new HashMap<>();

    /** One limit's window, its first use the oldest. */
    private static final class Window {
        private final Duration per;
        private final Deque<Use> uses = new ArrayDeque<>();
        private BigDecimal sum = BigDecimal.ZERO;

        Window(Duration per) {
            this.per = per;
        }

        void add(Use use) {
            uses.addLast(use);
            sum = sum.add(use.amount());
        }

        /** What lies a whole window back is out of it. */
        Used at(Instant now) {
            Instant since = now.minus(per);
            while (!uses.isEmpty() && !uses.getFirst().at().isAfter(since)) {
                sum = sum.subtract(uses.removeFirst().amount());
            }
            return new Used(uses.size(), sum);
        }
    }

    public UsageWindow(List<UsageLimit> limits) {
        limits.forEach(limit -> windows.put(limit.name(), new Window(per(limit))));
    }

    /** How far back the limits look; nothing where there are none. */
    public static Duration lookBack(List<UsageLimit> limits) {
        return limits.stream().map(UsageWindow::per).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Duration per(UsageLimit limit) {
        return limit.per().compareTo(LONGEST) > 0 ? LONGEST : limit.per();
    }

    /** Counts uses, none of them earlier than those before. */
    public void add(List<Use> uses) {
        for (Use use : uses) {
            Window window = windows.get(use.limit());
            if (window != null) {
                window.add(use);
            }
        }
    }

    /** What the limits hold at a time that is not before the former one. */
    public Usage at(Instant now) {
        Map<String, Used> used = new HashMap<>();
        windows.forEach((limit, window) -> used.put(limit, window.at(now)));
        return new Usage(used);
    }
}
