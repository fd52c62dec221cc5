package dev.countersign.policy.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.publication.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStatusTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "APPLIED, -, true, APPLIED",
                "APPLIED, -, false, DRIFTED",
                "UNCHANGED, -, true, UNCHANGED",
                "UNCHANGED, -, false, DRIFTED",
                "REFUSED, -, false, REFUSED",
                "UNREADABLE, -, false, UNREADABLE",
                "PROPOSED, WAITING_FOR_SECOND_PERSON, false, WAITING_FOR_SECOND_PERSON",
                "PROPOSED, PUBLISHED, true, APPLIED",
                "PROPOSED, PUBLISHED, false, DRIFTED",
                "PROPOSED, DECLINED, false, DECLINED",
                "PROPOSED, SUPERSEDED, false, DRIFTED",
            })
    void aFileStandsToWhatIsInForce(Result result, @Nullable Status publication, boolean inForce, FileStatus status) {
        assertThat(FileStatus.of(result, publication, inForce)).isEqualTo(status);
    }
}
