package dev.jobd.tui;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.jobd.testing.HouseRules;

/// The rules of the module's layout.
@AnalyzeClasses(packages = "dev.jobd.tui", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest static final ArchRule PACKAGES_HAVE_NO_CYCLES = HouseRules.PACKAGES_HAVE_NO_CYCLES;

    @ArchTest
    static final ArchRule PACKAGES_SAY_WHAT_MAY_BE_NULL = HouseRules.PACKAGES_SAY_WHAT_MAY_BE_NULL;

    @ArchTest
    static final ArchRule ONLY_THE_TERMINAL_KNOWS_LANTERNA =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.jobd.tui.terminal")
                    .should()
                    .dependOnClassesThat(resideInAPackage("com.googlecode.lanterna.."));

    /// Its widgets walk all rows in every layout and poll while idle, its screen costs many times
    /// what a difference by runs costs, and its factory loads AWT or opens a window.
    @ArchTest
    @ArchTag("T1")
    static final ArchRule NOBODY_USES_LANTERNAS_WIDGETS_SCREENS_AND_FACTORY =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("com.googlecode.lanterna.gui2..")
                                    .or(resideInAPackage("com.googlecode.lanterna.screen.."))
                                    .or(
                                            simpleName("DefaultTerminalFactory")
                                                    .or(simpleName("TextCharacter"))));

    @ArchTest
    static final ArchRule STATE_AND_VIEW_TOUCH_NOTHING =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.jobd.tui.state", "dev.jobd.tui.view", "dev.jobd.tui.input")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("java.io..")
                                    .or(resideInAPackage("java.nio.."))
                                    .or(resideInAPackage("java.net.."))
                                    .or(resideInAPackage("dev.jobd.wire.."))
                                    .or(resideInAPackage("dev.jobd.client..")));

    @ArchTest
    static final ArchRule STATE_AND_VIEW_KNOW_NO_CLOCK =
            HouseRules.knowsNoClockAndNoThread(
                    noClasses()
                            .that()
                            .resideInAnyPackage(
                                    "dev.jobd.tui.state",
                                    "dev.jobd.tui.view",
                                    "dev.jobd.tui.input"));

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_SPEAKS_AND_EXITS =
            HouseRules.onlySpeaksAndExits(Jobtop.class.getName());

    @ArchTest
    static void theRulesSeeTheClasses(JavaClasses classes) {
        HouseRules.requireAtLeast(80, classes);
    }
}
