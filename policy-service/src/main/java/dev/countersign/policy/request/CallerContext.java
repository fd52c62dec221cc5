package dev.countersign.policy.request;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Where a request goes on after it has waited for something that ended elsewhere: in its own context, where its session lives. */
public final class CallerContext {

    private CallerContext() {}

    /** Runs tasks in the context of whoever calls this. */
    public static Executor executor() {
        @Nullable Context own = Vertx.currentContext();
        return own == null ? Runnable::run : task -> own.runOnContext(ignored -> task.run());
    }
}
