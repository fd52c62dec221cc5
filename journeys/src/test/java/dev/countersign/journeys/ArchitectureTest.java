package dev.countersign.journeys;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

@AnalyzeClasses(packages = "dev.countersign.journeys")
class ArchitectureTest {

    @ArchTest
    static final ArchRule WHAT_IS_ASYNCHRONOUS_IS_AWAITED_NEVER_SLEPT_THROUGH = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class);

    @ArchTest
    static final ArchRule JOURNEYS_KNOW_THE_SERVICES_FROM_OUTSIDE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.countersign.policy..",
                    "dev.countersign.queue..",
                    "dev.countersign.notification..",
                    "dev.countersign.audit..");
}
