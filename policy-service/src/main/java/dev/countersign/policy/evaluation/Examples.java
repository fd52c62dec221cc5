package dev.countersign.policy.evaluation;

/** Shown in the API's description. */
final class Examples {

    static final String PROPOSAL = """
            {
              "process": "airline-changes",
              "action": {
                "type": "update_reservation_flights",
                "target": "reservation/UM3OG5",
                "payload": { "reservation_id": "UM3OG5", "cabin": "economy" },
                "before": { "cabin": "business" }
              },
              "confidence": 0.75,
              "signals": ["complaint"],
              "sources": [{ "title": "get_reservation_details", "excerpt": "UM3OG5, business" }],
              "case": {
                "id": "case-4711",
                "subject": "customer/mia_li_3668",
                "attributes": { "accountOwner": "person:maria" },
                "conversation": [{ "role": "customer", "text": "I would like to fly economy instead." }]
              },
              "run": { "id": "run-1", "model": "gpt-4o" }
            }
            """;

    private Examples() {}
}
