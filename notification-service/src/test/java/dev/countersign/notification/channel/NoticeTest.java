package dev.countersign.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {

    private static Notice notice(Occasion occasion, @Nullable String zone) {
        return new Notice(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "airline-\r\nchanges",
                occasion,
                "Move it\nto business",
                Instant.parse("2026-11-23T16:30:00Z"),
                zone);
    }

    @ParameterizedTest
    @EnumSource(Occasion.class)
    void everyOccasionHasASubjectOfOneLine(Occasion occasion) {
        assertThat(notice(occasion, null).subject()).isEqualTo("[airline- changes] " + occasion.subject());
        assertThat(notice(occasion, null).subject()).doesNotContain("\r", "\n");
    }

    @Test
    void theDeadlineIsInTheReadersOwnTime() {
        assertThat(notice(Occasion.OPENED, "Europe/Madrid").decideByText())
                .isEqualTo("Monday 23 November 2026, 17:30 (Europe/Madrid)");
        assertThat(notice(Occasion.OPENED, null).decideByText()).isEqualTo("Monday 23 November 2026, 16:30 (UTC)");
        assertThat(notice(Occasion.OPENED, "Nowhere/Land").decideByText()).endsWith("16:30 (UTC)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maria@example.com", "maria.o'hara+reviews@mail.example.co.uk", "maría@ejemplo.es"})
    void anAddressIsOne(String address) {
        assertThat(MailAddress.isOne(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maria",
                "maria@",
                "@example.com",
                "maria@example.com, tom@example.com",
                "maria@example.com\r\nBcc: everybody@example.com",
                "<maria@example.com>",
                "maria @example.com",
                "maria@example.com\u202E",
                "#bookings"
            })
    void whatIsNoneOrMoreThanOneIsNot(String text) {
        assertThat(MailAddress.isOne(text)).isFalse();
    }
}
