package dev.countersign.policy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

@AnalyzeClasses(packages = "dev.countersign.policy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> SHELL = List.of(
            "Resource",
            "Service",
            "Repository",
            "Entity",
            "Consumer",
            "Job",
            "Config",
            "View",
            "Metrics",
            "Health",
            "Key",
            "Filter");

    /** What stands around a transaction, a key or a sleeping request without a shell's suffix, by name. */
    private static final List<String> SHELL_BY_NAME = List.of(
            "PublishedPolicies",
            "EvaluationReads",
            "CallerContext",
            "CallerAuthentication",
            "Waiters",
            "Sleep",
            "Wakeups",
            "Ids",
            "ReleaseTerms",
            "KeyEncryption",
            "EventStream",
            "Visible",
            "Proposal",
            "Refreshed",
            "Callback",
            "Callbacks",
            "Courier",
            "Names",
            "Reach");

    private static final DescribedPredicate<JavaClass> SHELL_CLASS = new DescribedPredicate<>("belong to the shell") {
        @Override
        public boolean test(JavaClass type) {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            String name = outer.getSimpleName();
            return SHELL.stream().anyMatch(name::endsWith) || SHELL_BY_NAME.contains(name);
        }
    };

    @ArchTest
    static final ArchRule theCoreKnowsNoFramework = noClasses()
            .that(DescribedPredicate.not(SHELL_CLASS))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "jakarta..",
                    "io.quarkus..",
                    "io.smallrye..",
                    "org.hibernate..",
                    "io.vertx..",
                    "org.eclipse.microprofile.."));

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("dev.countersign.policy.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingWaitsOrSubscribes = noClasses()
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
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule entitiesStayInTheirPackage =
            classes().that(simpleNameEndingWith("Entity")).should().bePackagePrivate();
}
