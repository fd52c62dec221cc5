package dev.countersign.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks whether something that speaks HTTP is there. */
final class Http {

    private static final Duration POLL = Duration.ofMillis(150);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    static boolean isOk(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for " + url, e);
        }
    }

    /**
     * Returns when the address answers 200.
     *
     * @param meanwhile called between attempts; throws when there is no point in waiting on
     * @throws StackException when it does not within the time
     */
    static void awaitOk(String url, Duration patience, Runnable meanwhile) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isOk(url)) {
            meanwhile.run();
            if (System.nanoTime() > deadline) {
                throw new StackException(url + " did not answer within " + patience.toSeconds() + " s");
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("interrupted while waiting for " + url, e);
            }
        }
    }
}
