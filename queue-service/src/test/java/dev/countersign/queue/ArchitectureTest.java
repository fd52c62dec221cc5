package dev.countersign.queue;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.countersign.queue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SHELL =
            ".*\\.[A-Z]\\w*(Resource|Service|Repository|Consumer|Job|Relay|Config|Entity|Filter|Recorder|Authentication|Statements)(\\$.*)?";

    @ArchTest
    static final ArchRule theCoreIsPure = noClasses()
            .that()
            .haveNameNotMatching(SHELL)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("jakarta..", "io.quarkus..", "io.smallrye..", "io.vertx..", "org.hibernate.."));

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("dev.countersign.queue.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyWaitsOrSubscribes = noClasses()
            .should()
            .callMethod(Uni.class, "await")
            .orShould()
            .callMethod(Uni.class, "subscribe")
            .orShould()
            .callMethod(Multi.class, "subscribe");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule entitiesStayHome =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();
}
