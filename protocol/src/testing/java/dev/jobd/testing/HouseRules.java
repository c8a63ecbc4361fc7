package dev.jobd.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import org.jspecify.annotations.NullMarked;

/// The rules of the layout that hold in every module.
public final class HouseRules {
    /// Packages do not know each other in a circle.
    public static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.jobd.(**)").should().beFreeOfCycles();

    /// What may be null says so.
    public static final ArchRule PACKAGES_SAY_WHAT_MAY_BE_NULL =
            classes()
                    .that()
                    .haveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith(NullMarked.class);

    private HouseRules() {}

    /// Nobody but the main class writes to the standard streams or ends the program.
    ///
    /// @param main the class's whole name; the empty text if there is none
    public static ArchRule onlySpeaksAndExits(String main) {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(main)
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class);
    }

    /// Time comes in as an argument.
    ///
    /// @param pure the classes it holds for, made by `noClasses().that()`
    public static ArchRule knowsNoClockAndNoThread(GivenClassesConjunction pure) {
        return pure.should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class);
    }

    /// Fails if there are so few classes that the rules were looking at nothing.
    public static void requireAtLeast(int count, JavaClasses classes) {
        if (classes.size() < count) {
            throw new AssertionError("the rules see " + classes.size() + " classes only");
        }
    }
}
