package dev.countersign.audit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.UniAwait;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.countersign.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SHELL =
            ".*\\.[A-Z]\\w*(Resource|Service|Repository|Consumer|Job|Config|Producer)(\\$.*)?";

    @ArchTest
    static final ArchRule theCoreIsPure = noClasses()
            .that()
            .haveNameNotMatching(SHELL)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("jakarta..", "io.quarkus..", "io.smallrye..", "io.vertx..", "org.hibernate.."));

    @ArchTest
    static final ArchRule theTreeAndItsCheckNeedTheJdkAlone = noClasses()
            .that()
            .resideInAnyPackage("..merkle..", "..checkpoint..", "..fsck..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..")
                    .or(nameMatching("dev\\.countersign\\.audit\\.(merkle|checkpoint|fsck)\\..*"))
                    .or(nameMatching("\\[?\\[?(byte|boolean|\\[B)"))
                    .negate());

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("dev.countersign.audit.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyWaits = noClasses()
            .should()
            .callMethod(Uni.class, "await")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(UniAwait.class);

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
