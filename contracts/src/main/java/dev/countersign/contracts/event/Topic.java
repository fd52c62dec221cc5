package dev.countersign.contracts.event;

/** The Kafka topics; each has a dead-letter topic beside it. */
public enum Topic {
    EVALUATIONS("countersign.evaluations"),
    REVIEWS("countersign.reviews"),
    ESCALATIONS("countersign.escalations"),
    NOTIFICATIONS("countersign.notifications"),
    OVERSIGHT("countersign.oversight");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name in Kafka. */
    public String topicName() {
        return topicName;
    }

    /** Where messages of this topic go that a consumer cannot process. */
    public String deadLetterName() {
        return topicName + ".dead-letter";
    }

    /** The topic that carries an event. */
    public static Topic of(Event event) {
        return switch (event) {
            case EvaluationEvent e -> EVALUATIONS;
            case ReviewEvent e -> REVIEWS;
            case QueueEvent e -> REVIEWS;
            case EscalationEvent e -> ESCALATIONS;
            case NotificationEvent e -> NOTIFICATIONS;
            case OversightEvent e -> OVERSIGHT;
        };
    }
}
