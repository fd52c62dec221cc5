package dev.countersign.policy.shadow;

import static dev.countersign.policy.replay.Recordings.lived;
import static dev.countersign.policy.replay.Recordings.proposed;
import static dev.countersign.policy.replay.Recordings.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Json;
import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.evaluation.Recorded.Place;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.replay.Candidate;
import dev.countersign.policy.replay.Replay;
import dev.countersign.policy.replay.Tally;
import dev.countersign.policy.replay.Use;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final int EVALUATIONS = 200;

    private final PublishedPolicy inForce =
            threshold(0.8, "{\"name\":\"two\",\"per\":\"PT1H\",\"count\":2,\"then\":\"review\"}");
    private final PublishedPolicy candidate = threshold(
            0.4,
            "{\"name\":\"two\",\"per\":\"PT2H\",\"count\":3,\"then\":\"review\"}",
            "{\"name\":\"sum\",\"per\":\"PT1H\",\"sum\":\"action.payload.amount\",\"max\":250,\"then\":\"block\"}");

    /** A shadow that is interrupted at any place and goes on with what it had stored answers as a replay in one go does. */
    @Test
    void stepsThatBeginAnewWithWhatWasStoredComeToTheSameAsOneReplay() throws Exception {
        long seed = Long.getLong("countersign.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<Recorded> recorded = lived(inForce, proposed(random, EVALUATIONS));
        Instant startedAt = recorded.get(EVALUATIONS / 3).at();

        Tally whole = Step.of(Replay.of(new Candidate(candidate)), recorded, startedAt, new Tally())
                .tally();
        Shadow shadow = new Shadow(
                UUID.randomUUID(),
                "refunds",
                Json.mapper().writeValueAsString(candidate.document()),
                null,
                "grace",
                startedAt,
                null,
                null,
                Place.before(startedAt),
                new Tally(),
                false);
        List<Use> stored = new ArrayList<>();
        Tally tally = new Tally();
        for (int from = 0, to; from < EVALUATIONS; from = to) {
            to = Math.min(EVALUATIONS, from + 1 + random.nextInt(30));
            Step step = Step.of(Standing.of(shadow, stored).replay(), recorded.subList(from, to), startedAt, tally);
            stored.addAll(step.uses());
            tally = Tally.read(Json.mapper().readTree(step.tally().write().toString()));
            assertThat(step.place()).isEqualTo(recorded.get(to - 1).place());
        }

        assertThat(tally.write()).as("-Dcountersign.seed=" + seed).isEqualTo(whole.write());
        assertThat(tally.evaluations()).isBetween(1L, (long) EVALUATIONS - 1);
    }
}
