package dev.countersign.localstack;

import dev.countersign.contracts.event.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topics of Countersign in a broker, dead-letter topics included. */
public final class Topics {

    /** How many partitions a topic has locally. */
    public static final int PARTITIONS = 6;

    /** The largest message that a topic takes, in bytes: an event carries the content of a case. */
    public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    /**
     * How long a message is kept. Shorter than the inbox remembers events (14 days): a consumer that lost its place reads again what is
     * kept, and must know all of it.
     */
    public static final Duration RETENTION = Duration.ofDays(7);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final short REPLICAS = 1;

    private Topics() {}

    /** Every topic's name. */
    public static List<String> names() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName()))
                .toList();
    }

    /** Makes the topics that are missing. */
    public static void ensure(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            create(admin);
        }
    }

    /** Empties the broker: deletes the topics with all that is in them and the groups that read them, and makes the topics anew. */
    public static void reset(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            admin.deleteTopics(names()).topicNameValues().values().forEach(Topics::settle);
            forgetGroups(admin);
            create(admin);
        }
    }

    private static void create(Admin admin) {
        List<NewTopic> topics = names().stream()
                .map(name -> new NewTopic(name, PARTITIONS, REPLICAS)
                        .configs(Map.of(
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(MAX_MESSAGE_BYTES),
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(RETENTION.toMillis()))))
                .toList();
        CreateTopicsResult created = admin.createTopics(topics);
        created.values().values().forEach(Topics::settle);
        Map<String, Uuid> made = new HashMap<>();
        created.values().forEach((name, change) -> {
            if (!change.isCompletedExceptionally()) {
                made.put(name, get(created.topicId(name)));
            }
        });
        awaitVisible(admin, made);
    }

    /** The controller has made the topics; a broker that has not heard of it yet would still serve their deleted namesakes. */
    private static void awaitVisible(Admin admin, Map<String, Uuid> made) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!areVisible(admin, made)) {
            if (System.nanoTime() > deadline) {
                throw new StackException("Kafka does not serve the topics that it made: " + made.keySet());
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static boolean areVisible(Admin admin, Map<String, Uuid> made) {
        return admin.describeTopics(made.keySet()).topicNameValues().entrySet().stream()
                .allMatch(topic -> isVisible(topic.getValue(), made.get(topic.getKey())));
    }

    private static boolean isVisible(KafkaFuture<TopicDescription> described, @Nullable Uuid id) {
        try {
            TopicDescription topic = described.get();
            return topic.topicId().equals(id)
                    && topic.partitions().stream().allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> T get(KafkaFuture<T> known) {
        try {
            return known.get();
        } catch (ExecutionException e) {
            throw new StackException("Kafka does not say what it made", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void forgetGroups(Admin admin) {
        try {
            Set<String> groups = Set.copyOf(admin.listConsumerGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .toList());
            // A group that somebody is still in stays; its offsets went with its topics.
            admin.deleteConsumerGroups(groups).deletedGroups().values().forEach(Topics::ignore);
        } catch (ExecutionException e) {
            throw new StackException("Kafka does not list its consumer groups", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void settle(KafkaFuture<Void> change) {
        try {
            change.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException
                    || e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw new StackException("Kafka did not change its topics", e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void ignore(KafkaFuture<Void> change) {
        try {
            change.get();
        } catch (ExecutionException e) {
            return;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StackException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StackException("interrupted while changing topics", e);
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()));
    }
}
