package dev.countersign.localstack.test;

import java.time.Duration;

/** How long a test waits for what happens elsewhere. It ends what hangs and measures nothing, so that a busy machine fails no test. */
public final class Patience {

    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private Patience() {}
}
