package dev.countersign.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.countersign.localstack", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("dev.countersign.localstack.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePartsKnowNothingOfTheCommands = noClasses()
            .that()
            .resideInAPackage("dev.countersign.localstack")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.countersign.localstack.launcher..",
                    "dev.countersign.localstack.demo..",
                    "dev.countersign.localstack.client..",
                    "dev.countersign.localstack.test..");

    @ArchTest
    static final ArchRule theLauncherRunsWithoutQuarkus = noClasses()
            .that()
            .doNotHaveSimpleName("StackTestResource")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses().should().callMethod(Instant.class, "now");
}
