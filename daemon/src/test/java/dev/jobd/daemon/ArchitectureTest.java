package dev.jobd.daemon;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.jobd.testing.HouseRules;
import java.time.Clock;
import java.util.Random;

/// Which package of the daemon may know which.
@AnalyzeClasses(packages = "dev.jobd.daemon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String LOOP = "dev\\.jobd\\.daemon\\.schedule\\.SchedulerLoop(\\$.*)?";

    @ArchTest static final ArchRule PACKAGES_HAVE_NO_CYCLES = HouseRules.PACKAGES_HAVE_NO_CYCLES;

    @ArchTest
    static final ArchRule PACKAGES_SAY_WHAT_MAY_BE_NULL = HouseRules.PACKAGES_SAY_WHAT_MAY_BE_NULL;

    @ArchTest
    static final ArchRule ONLY_THE_MAIN_CLASS_SPEAKS_AND_EXITS =
            HouseRules.onlySpeaksAndExits(DaemonMain.class.getName());

    @ArchTest
    static final ArchRule THE_SCHEDULER_KNOWS_PORTS_ONLY =
            noClasses()
                    .that()
                    .resideInAPackage("dev.jobd.daemon.schedule")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.jobd.wire..",
                            "dev.jobd.socket..",
                            "dev.jobd.daemon",
                            "dev.jobd.daemon.event",
                            "dev.jobd.daemon.process.kernel",
                            "dev.jobd.daemon.server..",
                            "dev.jobd.daemon.store.mapdb",
                            "java.io..",
                            "java.net..",
                            "java.nio..");

    @ArchTest
    static final ArchRule ONLY_THE_LOOP_KNOWS_THE_CLOCK_AND_THREADS =
            noClasses()
                    .that()
                    .resideInAPackage("dev.jobd.daemon.schedule")
                    .and()
                    .haveNameNotMatching(LOOP)
                    .should()
                    .callMethodWhere(target(nameMatching("now|nanoTime|currentTimeMillis|system")))
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Thread.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule THE_STORE_PORT_KNOWS_NO_STORE =
            noClasses()
                    .that()
                    .resideInAPackage("dev.jobd.daemon.store")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.mapdb..",
                            "dev.jobd.daemon.store.mapdb",
                            "dev.jobd.daemon.schedule",
                            "dev.jobd.daemon.process..",
                            "dev.jobd.daemon.server..");

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_MAPDB =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.jobd.daemon.store.mapdb")
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.mapdb.."));

    @ArchTest
    static final ArchRule ONLY_THE_ROOT_CHOOSES_THE_STORE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.jobd.daemon", "dev.jobd.daemon.store.mapdb")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.jobd.daemon.store.mapdb");

    @ArchTest
    static final ArchRule PROCESSES_ARE_MADE_IN_ONE_PLACE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.jobd.daemon.process.kernel")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule PROCESSES_KNOW_NO_SCHEDULE_AND_NO_STORE =
            noClasses()
                    .that()
                    .resideInAPackage("dev.jobd.daemon.process..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.jobd.daemon",
                            "dev.jobd.daemon.schedule",
                            "dev.jobd.daemon.store..",
                            "dev.jobd.daemon.event",
                            "dev.jobd.daemon.server..",
                            "dev.jobd.wire..");

    @ArchTest
    static void theRulesSeeTheClasses(JavaClasses classes) {
        HouseRules.requireAtLeast(200, classes);
    }
}
