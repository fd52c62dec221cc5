package dev.countersign.payload;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.countersign.payload", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** The verifier has the digest alone, without what the checks are made of. */
    @ArchTest
    static final ArchRule theDigestNeedsNoJsonLibrary = noClasses()
            .that()
            .resideInAPackage("..digest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com..", "dev.countersign.payload.check..", "io.quarkus..");
}
