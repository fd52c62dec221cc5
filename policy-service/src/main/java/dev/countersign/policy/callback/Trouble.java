package dev.countersign.policy.callback;

import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why an attempt came to nothing, as a code: what an agent may know of it, and no more. */
final class Trouble {

    static final String TIMEOUT = "timeout";
    static final String NAME_NOT_FOUND = "name-not-found";
    static final String TLS_FAILED = "tls-failed";
    static final String CONNECT_FAILED = "connect-failed";
    static final String CONNECTION_CLOSED = "connection-closed";

    private Trouble() {}

    static String code(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException unknown -> {
                    return NAME_NOT_FOUND;
                }
                case TimeoutException late -> {
                    return TIMEOUT;
                }
                case SSLException tls -> {
                    return TLS_FAILED;
                }
                case SocketException socket -> {
                    return CONNECT_FAILED;
                }
                default -> {
                    continue;
                }
            }
        }
        return CONNECTION_CLOSED;
    }
}
