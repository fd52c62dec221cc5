package dev.countersign.policy.callback;

import dev.countersign.policy.evaluation.EvaluationView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What a callback says, in the envelope that Standard Webhooks recommends.
 *
 * @param timestamp when that happened which it tells of
 * @param data the evaluation as it stands when it is sent, as every read shows it to its agent
 */
@RegisterForReflection
record MessageView(String type, Instant timestamp, EvaluationView data) {}
