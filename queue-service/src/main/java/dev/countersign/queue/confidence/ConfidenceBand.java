package dev.countersign.queue.confidence;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The tenths of 0 to 1 that confidences are counted by: narrow enough to mean something, wide enough to hold something. */
public final class ConfidenceBand {

    private static final int BANDS = 10;

    private ConfidenceBand() {}

    /** The band of a confidence, 0 to 9; the last one has 1 too. Null where there is none, or what is given is none. */
    public static @Nullable Integer of(@Nullable Double confidence) {
        return confidence == null || !(confidence >= 0 && confidence <= 1)
                ? null
                : (Integer) Math.min((int) Math.floor(confidence * BANDS), BANDS - 1);
    }

    /** Where a band begins. */
    static BigDecimal from(int band) {
        return BigDecimal.valueOf(band, 1);
    }

    /** Where it ends. */
    static BigDecimal to(int band) {
        return BigDecimal.valueOf(band + 1L, 1);
    }
}
