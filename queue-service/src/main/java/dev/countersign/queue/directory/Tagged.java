package dev.countersign.queue.directory;

import org.jboss.resteasy.reactive.RestResponse;

/**
 * A part of the directory, and the name of the state it is in.
 *
 * @param tag another one for every other content; without the quotes of an {@code ETag}
 */
record Tagged<T>(T value, String tag) {

    RestResponse<T> response() {
        return RestResponse.ResponseBuilder.ok(value)
                .header("ETag", "\"" + tag + "\"")
                .build();
    }
}
