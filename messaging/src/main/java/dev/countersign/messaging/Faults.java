package dev.countersign.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.hibernate.exception.JDBCConnectionException;
import org.hibernate.exception.LockAcquisitionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a fault of the moment from a fault of the event. The former is tried again for as long as it lasts, because no event is
 * given up for a database that is away; the latter comes back however often it is tried.
 */
final class Faults {

    private Faults() {}

    /** Whether the same attempt may succeed later without anybody changing anything. */
    static boolean isTransient(Throwable failure) {
        return isTransient(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isTransient(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        if (failure instanceof UnprocessableEventException) {
            return false;
        }
        if (isTransientItself(failure)) {
            return true;
        }
        if (failure instanceof CompositeException composite) {
            return composite.getCauses().stream().anyMatch(cause -> isTransient(cause, seen));
        }
        return isTransient(failure.getCause(), seen);
    }

    private static boolean isTransientItself(Throwable failure) {
        return switch (failure) {
            case PgException answer -> isTransientState(answer.getSqlState());
            case ClosedConnectionException closed -> true;
            case JDBCConnectionException lost -> true;
            case LockAcquisitionException beaten -> true;
            // Jackson's complaints about a text are IOExceptions, and no network ever mends them.
            case JsonProcessingException unreadable -> false;
            case IOException network -> true;
            case TimeoutException late -> true;
            default -> saysClosed(failure);
        };
    }

    /**
     * The reactive client says some of what happens to a connection only in words, and in exceptions of the most general class.
     */
    private static boolean saysClosed(Throwable failure) {
        String message = failure.getMessage();
        return message != null
                && failure.getClass().getName().startsWith("io.vertx.")
                && (message.contains("onnection") || message.startsWith("Timeout") || message.contains("Pool closed"));
    }

    /** SQLSTATE classes and codes that describe the server's moment and not the statement. */
    static boolean isTransientState(@Nullable String sqlState) {
        if (sqlState == null || sqlState.length() < 2) {
            return false;
        }
        return switch (sqlState.substring(0, 2)) {
            case "08" -> true; // connection exceptions
            case "40" -> true; // serialization failure, deadlock
            case "53" -> true; // disk full, out of memory, too many connections
            case "57" -> true; // shutting down, crashed, starting, statement cancelled
            case "58" -> true; // errors of the system it runs on
            default ->
                sqlState.equals("55P03") // a lock was not to be had in time
                        || sqlState.equals("25006") // read-only: a standby in the middle of a failover
                        || sqlState.equals("25P02"); // the transaction was lost before, and this is its echo
        };
    }
}
