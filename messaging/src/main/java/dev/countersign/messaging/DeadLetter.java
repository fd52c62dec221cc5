package dev.countersign.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.UnreadableEventException;
import dev.countersign.messaging.Incoming.EventName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be processed, set aside with the reason. Key, value and headers are the original's, so that it can be
 * sent again as it is once the cause is gone; what is added has names of its own (those that SmallRye uses too).
 */
final class DeadLetter {

    static final String SUFFIX = ".dead-letter";
    static final String REASON = "dead-letter-reason";
    static final String ERROR = "dead-letter-exception-class-name";
    static final String TOPIC = "dead-letter-topic";
    static final String PARTITION = "dead-letter-partition";
    static final String OFFSET = "dead-letter-offset";
    static final String SERVICE = "dead-letter-service";
    static final String TIME = "dead-letter-time";
    static final String OMITTED = "dead-letter-value-omitted";

    private DeadLetter() {}

    /** The message to the dead-letter topic. A value too large to be sent with its reason is left where it is, and that is said. */
    static Message of(ConsumerRecord<String, byte[]> message, Throwable cause, String service, Instant now) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        headers.put(REASON, reason(cause));
        headers.put(ERROR, cause.getClass().getName());
        headers.put(TOPIC, message.topic());
        headers.put(PARTITION, Integer.toString(message.partition()));
        headers.put(OFFSET, Long.toString(message.offset()));
        headers.put(SERVICE, service);
        headers.put(TIME, now.toString());
        byte[] value = message.value();
        if (value != null && value.length > Message.MAX_PAYLOAD) {
            headers.put(OMITTED, value.length + " bytes, still to be found at its topic, partition and offset");
            value = null;
        }
        return new Message(message.topic() + SUFFIX, storable(message.key()), headers, value);
    }

    /** PostgreSQL's text takes every character but one. */
    private static @Nullable String storable(@Nullable String key) {
        return key == null ? null : key.replace('\0', '\uFFFD');
    }

    /**
     * The name under which the inbox remembers that this message was set aside: its place, not its CloudEvents id, so that sending
     * it again after a repair is no duplicate.
     */
    static EventName name(ConsumerRecord<?, ?> message) {
        String place = message.topic() + '/' + message.partition() + '/' + message.offset();
        return new EventName("kafka:" + message.topic(), UUID.nameUUIDFromBytes(place.getBytes(UTF_8)));
    }

    /** A sentence for operators. Messages of exceptions that are not ours may hold content and stay out. */
    static String reason(Throwable cause) {
        if (cause instanceof UnprocessableEventException || cause instanceof UnreadableEventException) {
            return String.valueOf(cause.getMessage());
        }
        return "The handler failed with " + cause.getClass().getSimpleName() + place(cause) + ".";
    }

    private static String place(Throwable cause) {
        for (StackTraceElement element : cause.getStackTrace()) {
            if (element.getClassName().startsWith("dev.countersign.")) {
                return " at " + element.getClassName() + "." + element.getMethodName() + ":" + element.getLineNumber();
            }
        }
        return "";
    }
}
