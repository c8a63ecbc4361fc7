package dev.jobd.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.jobd.testing.HouseRules;

/// Which package of the client may know which.
@AnalyzeClasses(packages = "dev.jobd.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest static final ArchRule PACKAGES_HAVE_NO_CYCLES = HouseRules.PACKAGES_HAVE_NO_CYCLES;

    @ArchTest
    static final ArchRule PACKAGES_SAY_WHAT_MAY_BE_NULL = HouseRules.PACKAGES_SAY_WHAT_MAY_BE_NULL;

    @ArchTest
    static final ArchRule ONLY_THE_MAIN_CLASS_SPEAKS_AND_EXITS =
            HouseRules.onlySpeaksAndExits(Jobctl.class.getName());

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_DAEMONS_CLASSES =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.jobd.daemon..");

    @ArchTest
    static final ArchRule ONLY_COMMANDS_KNOW_THE_COMMAND_LINE_LIBRARY =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.jobd.client.connection", "dev.jobd.client.output")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("picocli..", "dev.jobd.client.command");

    @ArchTest
    static void theRulesSeeTheClasses(JavaClasses classes) {
        HouseRules.requireAtLeast(50, classes);
    }
}
