package dev.countersign.queue.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryFixture;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedInTest {

    private static final Directory DIRECTORY = DirectoryFixture.of("""
            people:
              - { id: maria, name: María }
              - { id: tom, name: Tom, subject: sub-of-tom }
            """);

    @ParameterizedTest
    @CsvSource({
        "any, maria, maria",
        "sub-of-tom, tom, tom",
        "sub-of-tom, renamed, tom",
        // a borrowed name opens nothing
        "other, tom, unknown:tom",
        "any, stranger, stranger"
    })
    void aPersonIsWhoTheSubjectSaysElseTheUsername(String subject, String username, String person) {
        assertThat(new SignedIn(subject, username, null, Set.of()).personId(DIRECTORY))
                .isEqualTo(person);
    }
}
