package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.contracts.policy.PolicyDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What policy-service says on {@link Topic#EVALUATIONS}. Digests are {@code sha-256:<hex>} over RFC 8785 JSON. */
public sealed interface EvaluationEvent extends Event {

    /** An event about one evaluation. */
    sealed interface OfOne extends EvaluationEvent {
        UUID evaluation();

        @Override
        default String key() {
            return evaluation().toString();
        }
    }

    /**
     * An action was proposed and answered.
     *
     * @param policyVersion absent where the process has no published policy
     * @param confidence 0 to 1; absent where the agent gave none
     * @param confidenceByField where the agent is sure of each field apart
     * @param signals as the agent declared them
     * @param firedSignals the policy's signals that fired, declared or detected
     * @param content the case that the agent brought along
     * @param supervision absent where the process or the action type is unknown
     */
    record EvaluationRecorded(
            UUID evaluation,
            String process,
            @Nullable Integer policyVersion,
            String agent,
            Outcome outcome,
            List<Reason> reasons,
            Action action,
            String payloadDigest,
            @Nullable Double confidence,
            Map<String, Double> confidenceByField,
            List<String> signals,
            List<String> firedSignals,
            List<Source> sources,
            @JsonProperty("case") @Nullable Case content,
            @Nullable Run run,
            @Nullable Supervision supervision,
            Instant at)
            implements OfOne {
        public EvaluationRecorded {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(outcome, "outcome");
            reasons = List.copyOf(reasons);
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(payloadDigest, "payloadDigest");
            confidenceByField = confidenceByField == null ? Map.of() : Map.copyOf(confidenceByField);
            signals = signals == null ? List.of() : List.copyOf(signals);
            firedSignals = firedSignals == null ? List.of() : List.copyOf(firedSignals);
            sources = sources == null ? List.of() : List.copyOf(sources);
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Of what proceeds without a person, this one is to be read by one afterwards. Said right after the evaluation was recorded.
     *
     * @param rate the share, 0 to 1, that the policy has read
     */
    record EvaluationSampled(UUID evaluation, String process, double rate, Instant at) implements OfOne {
        public EvaluationSampled {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The agent answered requested changes with a new payload, which the policy has looked at again.
     *
     * @param revision 2 for the first revision; the proposal itself was 1
     * @param note what the agent says about it
     */
    record EvaluationRevised(
            UUID evaluation,
            String process,
            int revision,
            JsonNode payload,
            String payloadDigest,
            List<Reason> reasons,
            @Nullable String note,
            Instant at)
            implements OfOne {
        public EvaluationRevised {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(payload, "payload");
            Objects.requireNonNull(payloadDigest, "payloadDigest");
            reasons = reasons == null ? List.of() : List.copyOf(reasons);
            Objects.requireNonNull(at, "at");
        }
    }

    /** The agent no longer wants it. */
    record EvaluationWithdrawn(
            UUID evaluation, String process, @Nullable String reason, Instant at) implements OfOne {
        public EvaluationWithdrawn {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(at, "at");
        }
    }

    /** An approved edit did not pass the policy; the review goes back to its owner with the reasons. */
    record DecisionReturned(UUID evaluation, String process, UUID review, List<Reason> reasons, Instant at)
            implements OfOne {
        public DecisionReturned {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(review, "review");
            reasons = List.copyOf(reasons);
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The agent sent the case as it is by now, and asked for a fresh release. Absent stays what the proposal said.
     *
     * @param before the current state of what would change
     * @param content the case
     * @param passes whether the decision stands with it; where it does not, the decision is returned or the evaluation withdrawn
     * @param reasons why it does not
     */
    record EvaluationRefreshed(
            UUID evaluation,
            String process,
            @Nullable JsonNode before,
            @JsonProperty("case") @Nullable Case content,
            @Nullable Double confidence,
            Map<String, Double> confidenceByField,
            List<String> signals,
            boolean passes,
            List<Reason> reasons,
            Instant at)
            implements OfOne {
        public EvaluationRefreshed {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            confidenceByField = confidenceByField == null ? Map.of() : Map.copyOf(confidenceByField);
            signals = signals == null ? List.of() : List.copyOf(signals);
            reasons = reasons == null ? List.of() : List.copyOf(reasons);
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A release was issued. The release itself is a credential and travels in no event.
     *
     * @param release its {@code jti}
     * @param approvers empty where no person was asked
     */
    record ReleaseIssued(
            UUID evaluation,
            String process,
            UUID release,
            String payloadDigest,
            List<Principal> approvers,
            Instant expiresAt,
            Instant at)
            implements OfOne {
        public ReleaseIssued {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(release, "release");
            Objects.requireNonNull(payloadDigest, "payloadDigest");
            approvers = approvers == null ? List.of() : List.copyOf(approvers);
            Objects.requireNonNull(expiresAt, "expiresAt");
            Objects.requireNonNull(at, "at");
        }
    }

    /** A release was verified for its payload and used up. */
    record ReleaseRedeemed(UUID evaluation, String process, UUID release, String redeemedBy, Instant at)
            implements OfOne {
        public ReleaseRedeemed {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(release, "release");
            Objects.requireNonNull(redeemedBy, "redeemedBy");
            Objects.requireNonNull(at, "at");
        }
    }

    /** What became of a release. */
    enum Execution {
        @JsonProperty("executed")
        EXECUTED,
        @JsonProperty("failed")
        FAILED
    }

    /**
     * The agent reported what it did.
     *
     * @param digest of what was really executed; absent where nothing was
     * @param asDecided whether the digest is that of the decided payload
     */
    record ExecutionReported(
            UUID evaluation,
            String process,
            Execution status,
            @Nullable String digest,
            boolean asDecided,
            @Nullable String detail,
            Instant at)
            implements OfOne {
        public ExecutionReported {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * What was decided and what was done do not go together.
     *
     * @param receipt the id of this finding
     * @param since when it went wrong, which may be long before it was found
     * @param detail for people, in a sentence
     */
    record ReceiptOpened(
            UUID evaluation,
            String process,
            UUID receipt,
            String agent,
            ReceiptKind kind,
            Instant since,
            String detail,
            Instant at)
            implements OfOne {
        public ReceiptOpened {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(receipt, "receipt");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * They do by now, or somebody has looked into why they do not.
     *
     * @param by the person who looked into it; absent where the agent's report or withdrawal settled it
     */
    record ReceiptClosed(
            UUID evaluation,
            String process,
            UUID receipt,
            ReceiptKind kind,
            @Nullable String by,
            @Nullable String reason,
            Instant at)
            implements OfOne {
        public ReceiptClosed {
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(receipt, "receipt");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The agent, or a person, told policy-service of an error that got past the loop. audit-service keeps it as an escape with the same
     * id, and says {@code escape-reported} itself.
     *
     * @param escape the id that the escape has from here on
     * @param description what was wrong, in the reporter's words
     * @param reportedBy an agent's name or a person's id, as the token says
     */
    record EscapeClaimed(
            UUID escape,
            UUID evaluation,
            String process,
            FoundBy foundBy,
            @Nullable String description,
            String reportedBy,
            Instant at)
            implements OfOne {
        public EscapeClaimed {
            Objects.requireNonNull(escape, "escape");
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(foundBy, "foundBy");
            Objects.requireNonNull(reportedBy, "reportedBy");
            Objects.requireNonNull(at, "at");
        }
    }

    /** A policy took effect for evaluations from then on. */
    record PolicyPublished(String process, int version, PolicyDocument document, String by, Instant at)
            implements EvaluationEvent {
        public PolicyPublished {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(document, "document");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return process;
        }
    }

    /**
     * A second person agreed to a publication after which fewer actions go to a person; it is in force as the version named.
     *
     * @param version what it was published as; {@link PolicyPublished} has its document
     * @param publication its id
     * @param loosens what the second person agreed to, a sentence each
     */
    record PublicationAgreed(
            String process,
            int version,
            UUID publication,
            String proposedBy,
            String agreedBy,
            List<String> loosens,
            Instant at)
            implements EvaluationEvent {
        public PublicationAgreed {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(publication, "publication");
            Objects.requireNonNull(proposedBy, "proposedBy");
            Objects.requireNonNull(agreedBy, "agreedBy");
            loosens = List.copyOf(loosens);
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return process;
        }
    }

    /** What a stop or go is about. */
    enum Scope {
        @JsonProperty("process")
        PROCESS,
        @JsonProperty("agent")
        AGENT
    }

    /**
     * Somebody pressed the stop button.
     *
     * @param process the halted process; for an agent, {@code *}
     * @param name of what was stopped
     */
    record Halted(String process, Scope scope, String name, String by, String reason, Instant at)
            implements EvaluationEvent {
        public Halted {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return name;
        }
    }

    /** Somebody let it go on. */
    record Resumed(String process, Scope scope, String name, String by, Instant at) implements EvaluationEvent {
        public Resumed {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return name;
        }
    }

    /**
     * Somebody stopped everything: every process, every agent.
     *
     * @param process {@code *}
     */
    record EverythingHalted(String process, String by, String reason, Instant at) implements EvaluationEvent {
        public EverythingHalted {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return process;
        }
    }

    /**
     * Somebody let everything go on that is not stopped on its own.
     *
     * @param process {@code *}
     */
    record EverythingResumed(String process, String by, Instant at) implements EvaluationEvent {
        public EverythingResumed {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return process;
        }
    }
}
