package dev.jobd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.jobd.testing.HouseRules;

/// Which package may know which.
@AnalyzeClasses(packages = "dev.jobd", importOptions = ImportOption.DoNotIncludeTests.class)
class ProtocolRulesTest {

    @ArchTest static final ArchRule packagesHaveNoCycles = HouseRules.PACKAGES_HAVE_NO_CYCLES;

    @ArchTest
    static final ArchRule packagesSayWhatMayBeNull = HouseRules.PACKAGES_SAY_WHAT_MAY_BE_NULL;

    @ArchTest
    static final ArchRule theModelKnowsOnlyTheJdk =
            classes()
                    .that()
                    .resideInAPackage("dev.jobd.model")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.jobd.model", "dev.jobd.cron", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule cronKnowsOnlyTheJdk =
            classes()
                    .that()
                    .resideInAPackage("dev.jobd.cron")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("dev.jobd.cron", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theModelHasNoClockAndNoThread =
            HouseRules.knowsNoClockAndNoThread(
                    noClasses().that().resideInAnyPackage("dev.jobd.model", "dev.jobd.cron"));

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
                            "dev.jobd.cron",
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
            HouseRules.onlySpeaksAndExits("");

    @ArchTest
    static void theRulesSeeTheClasses(JavaClasses classes) {
        HouseRules.requireAtLeast(100, classes);
    }
}
