package dev.countersign.policy.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Given;
import dev.countersign.problems.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private static PolicyFile file(String name, @Nullable String text) {
        return new PolicyFile(name, "sha-256:" + name, text);
    }

    @Test
    void ofTwoFilesForOneProcessTheFirstByNameHolds() {
        String policy = Given.policy("refunds").toString();

        List<Claim> claims = Claim.of(List.of(file("a.json", policy), file("b.json", policy)));

        assertThat(claims.getFirst().findings()).isEmpty();
        assertThat(claims.getLast().findings())
                .containsExactly(new Violation("/process", "is the process of another file already, a.json"));
        assertThat(claims.getLast().state())
                .isNotEqualTo(claims.getLast().file().digest());
    }

    @Test
    void whatCannotBeReadSaysWhyAndClaimsNothing() {
        List<Claim> claims = Claim.of(List.of(file("a.yaml", null), file("b.yaml", "a: 1\na: 2\n")));

        assertThat(claims).extracting(Claim::document).containsOnlyNulls();
        assertThat(claims.getFirst().findings()).containsExactly(new Violation("", "the file cannot be read"));
        assertThat(claims.getLast().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).contains("a key is there twice"));
    }

    @Test
    void whatMayNotBePublishedSaysWhereItIsWrong() {
        Claim claim = Claim.of(List.of(file("a.yaml", "title: nobody's\n"))).getFirst();

        assertThat(claim.document()).isNotNull();
        assertThat(claim.findings()).extracting(Violation::pointer).contains("/process", "/actions", "/sla");
    }
}
