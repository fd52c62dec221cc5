package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.journeys.QueueRoom.Verdict;
import dev.countersign.localstack.Service;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is in a team may be the identity provider's to say. */
@Journey
class GroupsJourneyTest {

    private static final String AGENT = "demo-agent";
    private static final String PROCESS = "groups-journey";
    private static final String TEAM = "night-desk";
    private static final String CLIENT = "with-groups";

    private final House house;

    GroupsJourneyTest(House house) {
        this.house = house;
    }

    @Test
    void whoeverSignsInWithTheGroupIsOfTheTeamUntilTheyComeWithoutIt() {
        Administrator administrator = new Administrator(house);
        administrator.clientWithGroups(CLIENT, 30);
        administrator.group(TEAM);
        house.queue().team(TEAM, "grace", "/" + TEAM);
        house.policy().publish(PROCESS, Policies.reviewed(PROCESS, "'team:" + TEAM + "'", Policies.ALL_DAY));
        assertThat(teamsOfRosa()).doesNotContain(TEAM);

        administrator.addToGroup("rosa", TEAM);
        assertThat(teamsOfRosa()).contains(TEAM);
        UUID hers = propose("diary/1");
        String review = "/v1/reviews/" + house.policy().inReview(AGENT, hers).reviewId();
        String tag = asRosa().get(review).expect(200).header("ETag");
        asRosa().post(review + "/decision", Verdict.approve().body(), "If-Match", tag)
                .expect(200);
        assertThat(house.policy().decided(AGENT, hers).decided().by()).containsExactly("person:rosa");

        administrator.removeFromGroup("rosa", TEAM);
        assertThat(teamsOfRosa()).doesNotContain(TEAM);
        UUID others = propose("diary/2");
        UUID notHers = house.policy().inReview(AGENT, others).reviewId();
        assertThat(asRosa().get("/v1/reviews/" + notHers).status()).isEqualTo(404);
    }

    private UUID propose(String target) {
        String key = UUID.randomUUID().toString();
        return house.policy()
                .propose(AGENT, Policies.note(PROCESS, target, "The night was quiet."), key)
                .id();
    }

    private List<String> teamsOfRosa() {
        return asRosa().get("/v1/me").expect(200).body().path("teams").findValuesAsText("id");
    }

    /** Signed in anew each time: such a token is too short-lived to be used again. */
    private Caller asRosa() {
        return Caller.bearing(house.uri(Service.QUEUE), () -> house.identity().person("rosa", CLIENT));
    }
}
