package dev.countersign.messaging;

/** A message that waits in the outbox. */
record OutboxRow(short shard, long id, Message message) {

    /** What must stay in order among itself: Kafka keeps order within a topic's partition, and a key has one. */
    record Lane(String topic, String key) {}

    Lane lane() {
        String key = message.key();
        return new Lane(message.topic(), key == null ? "" : key);
    }
}
