package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.open;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list as a file: the same reviews, and nothing in it that runs. */
@QueueTest
class ExportTest {

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static Response export(String person, String query) {
        return as(person).accept("text/csv").get("/v1/reviews?" + query);
    }

    @Test
    void whatAnAgentWroteIsNoFormula() {
        ReviewOpened opened = open(proposal().process("export-hostile").target("=HYPERLINK(\"http://x\",\"y\")"));

        Response answer = export("maria", "process=export-hostile");
        answer.then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Content-Disposition", equalTo("attachment; filename=\"reviews.csv\""));
        String[] lines = answer.asString().split("\r\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("\"id\",\"evaluation\",\"process\"");
        assertThat(lines[1])
                .startsWith("\"" + opened.review() + "\"")
                .contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    }

    @Test
    void onlyWhatOneMaySeeIsInIt() {
        open(proposal().process("export-mine"));

        assertThat(export("rosa", "process=export-mine").asString().split("\r\n"))
                .hasSize(1);
        given().accept("text/csv").get("/v1/reviews").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.person("maria", "auditor"))
                .accept("text/csv")
                .get("/v1/reviews")
                .then()
                .statusCode(403);
    }

    @Test
    void aDecisionIsInItsRow() {
        ReviewOpened opened = open(proposal().process("export-decided"));
        decide("maria", opened.review(), "{\"verdict\":\"reject\",\"reason\":\"@tom knows why\"}");

        assertThat(export("maria", "process=export-decided&state=decided").asString())
                .contains("\"rejected\",\"María Ruiz\",")
                .contains("\"'@tom knows why\"");
    }

    @Test
    void whereThereIsMoreTheNextPartIsNamed() {
        open(proposal().process("export-long"));
        open(proposal().process("export-long"));

        Response first = export("maria", "process=export-long&limit=1");
        first.then().header("Link", containsString("rel=\"next\""));
        String next = first.header("Link").replaceAll("^<([^>]+)>.*$", "$1");
        String rest = as("maria")
                .urlEncodingEnabled(false)
                .accept("text/csv")
                .get(next)
                .asString();
        assertThat(rest.split("\r\n")).hasSize(2);
        assertThat(rest.split("\r\n")[1]).isNotEqualTo(first.asString().split("\r\n")[1]);
        export("maria", "limit=10001").then().statusCode(422).body(containsString("must be between 1 and 10000"));
    }

    @Test
    void whoeverAsksForNothingInParticularGetsJson() {
        as("maria").accept("*/*").get("/v1/reviews").then().contentType(startsWith("application/json"));
        as("maria")
                .accept("application/json, text/csv;q=0.5")
                .get("/v1/reviews")
                .then()
                .contentType(startsWith("application/json"));
    }
}
