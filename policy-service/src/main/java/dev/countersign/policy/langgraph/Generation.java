package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;

/** Which schema of human-in-the-loop requests an interrupt follows, with the names that its members have. */
enum Generation {
    /** LangGraph's {@code HumanInterrupt}: one {@code action_request} with its {@code config}, or a list of them. */
    FIRST("", "", "", "", ""),
    /** LangChain's {@code HITLRequest}, as Python writes it. */
    SECOND("action_requests", "review_configs", "action_name", "allowed_decisions", "edited_action"),
    /** The same as JavaScript writes it. */
    SECOND_CAMEL("actionRequests", "reviewConfigs", "actionName", "allowedDecisions", "editedAction");

    /** What the first generation is known by. */
    static final String ACTION_REQUEST = "action_request";

    final String requests;
    final String configs;
    final String configName;
    final String allowed;
    final String edited;

    Generation(String requests, String configs, String configName, String allowed, String edited) {
        this.requests = requests;
        this.configs = configs;
        this.configName = configName;
        this.allowed = allowed;
        this.edited = edited;
    }

    /** Whether an object has what only this generation has. */
    boolean marks(JsonNode value) {
        return this == FIRST ? value.has(ACTION_REQUEST) : value.has(requests) || value.has(configs);
    }
}
