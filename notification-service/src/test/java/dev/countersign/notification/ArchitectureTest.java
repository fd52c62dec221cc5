package dev.countersign.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** The house rules, held. */
@AnalyzeClasses(packages = "dev.countersign.notification", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SHELL =
            ".*(Resource|Service|Repository|Consumer|Job|Config|View|Entity|Metrics|Producer|Channel)(\\$.*)?";

    @ArchTest
    static final ArchRule theCoreKnowsNoFramework = noClasses()
            .that()
            .haveNameNotMatching(SHELL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..", "io.quarkus..", "io.smallrye..", "org.hibernate..", "io.vertx..", "io.micrometer..");

    @ArchTest
    static void featuresFormNoCycle(JavaClasses classes) {
        slices().matching("dev.countersign.notification.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @ArchTest
    static final ArchRule nobodyWaits =
            noClasses().should().callMethod(Uni.class, "await").orShould().callMethod(Uni.class, "subscribe");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule entitiesStayInTheirPackage = noClasses()
            .that()
            .resideOutsideOfPackage("..review..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("ReviewEntity");
}
