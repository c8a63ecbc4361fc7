package dev.jobd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which package may know which.
@AnalyzeClasses(packages = "dev.jobd", importOptions = ImportOption.DoNotIncludeTests.class)
class ProtocolRulesTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.jobd.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theModelKnowsOnlyTheJdk =
            classes()
                    .that()
                    .resideInAPackage("dev.jobd.model")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("dev.jobd.model", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theModelHasNoClockAndNoThread =
            noClasses()
                    .that()
                    .resideInAPackage("dev.jobd.model")
                    .should()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.time.Clock")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.lang.Thread");

    @ArchTest
    static final ArchRule theWireKnowsTheModelOnly =
            classes()
                    .that()
                    .resideInAPackage("dev.jobd.wire")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.jobd.wire",
                            "dev.jobd.model",
                            "java..",
                            "org.jspecify..",
                            "com.google.gson..");

    @ArchTest
    static final ArchRule theSocketKnowsTheWireOnly =
            classes()
                    .that()
                    .resideInAPackage("dev.jobd.socket")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.jobd.socket", "dev.jobd.wire", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTheParserKnowsTheJsonLibrary =
            noClasses()
                    .that()
                    .haveNameNotMatching("dev\\.jobd\\.wire\\.JsonParser(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.google.gson..");

    @ArchTest
    static final ArchRule nobodyTouchesStandardStreamsOrEndsTheProgram =
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .callMethod(System.class, "exit", int.class);
}
