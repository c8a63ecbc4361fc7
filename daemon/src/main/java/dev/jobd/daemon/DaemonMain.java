package dev.jobd.daemon;

import dev.jobd.daemon.config.Configuration;
import dev.jobd.daemon.config.ConfigurationException;
import dev.jobd.daemon.config.SampleFile;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.daemon.process.kernel.ShortageException;
import dev.jobd.daemon.server.SocketUnavailableException;
import dev.jobd.daemon.server.handler.FindingJson;
import dev.jobd.daemon.service.ServiceNotices;
import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.Identity;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.mapdb.MapDbStore;
import dev.jobd.signal.SystemSignal;
import dev.jobd.socket.SocketPathException;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Version;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// The program `jobd`.
public final class DaemonMain {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /// EX_TEMPFAIL of sysexits.h: it would work if the other daemon were not there.
    private static final int ALREADY_RUNNING = 75;

    /// EX_CONFIG of sysexits.h.
    private static final int WRONG_CONFIGURATION = 78;

    private DaemonMain() {}

    static void main(String[] arguments) {
        System.setErr(new LogStream(System.err));
        // A daemon that lacks a part goes on half dead, and nobody sees which half.
        Thread.setDefaultUncaughtExceptionHandler(DaemonMain::die);
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    /// Runs the daemon until it is told to end; returns the exit code.
    static int run(
            List<String> arguments,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        return switch (DaemonOptions.parse(arguments)) {
            case DaemonOptions.Asked.Help _ -> {
                out.print(DaemonHelp.text());
                yield 0;
            }
            case DaemonOptions.Asked.Version _ -> {
                out.println("jobd " + Version.NUMBER);
                yield 0;
            }
            case DaemonOptions.Asked.Wrong wrong -> {
                err.println("jobd: " + wrong.message());
                yield WRONG_USAGE;
            }
            case DaemonOptions.Asked.PrintConfig it ->
                    printConfig(it.options(), environment, out, err);
            case DaemonOptions.Asked.CheckConfig it ->
                    checkConfig(it.options(), environment, out, err);
            case DaemonOptions.Asked.Check it ->
                    check(Places.of(it.options(), environment), out, err);
            case DaemonOptions.Asked.Restore it ->
                    restore(it.backup(), Places.of(it.options(), environment), out, err);
            case DaemonOptions.Asked.Daemon it -> runDaemon(it.options(), environment, out, err);
        };
    }

    private static int runDaemon(
            DaemonOptions options,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        ServiceNotices notices = ServiceNotices.of(environment, ProcessHandle.current().pid());
        try (Daemon daemon =
                Daemon.start(
                        Places.of(options, environment),
                        options,
                        environment,
                        notices,
                        DaemonMain::die)) {
            Ending ending = daemon.ending();
            for (String signal : List.of("TERM", "INT")) {
                SystemSignal.listen(
                        signal, () -> ending.signalled(daemon.settings().get(SettingList.DRAIN)));
            }
            SystemSignal.listen("HUP", daemon::hangUp);
            // On another signal the machine of Java stops; it waits for this.
            Runtime.getRuntime().addShutdownHook(new Thread(daemon::close, "shutdown"));
            out.println(
                    "ready pid=" + ProcessHandle.current().pid() + " socket=" + daemon.socket());
            // Whoever started it waits for this line; what comes later goes to the log.
            out.close();
            ending.await();
            return 0;
        } catch (ConfigurationException wrong) {
            return refuse(wrong, err);
        } catch (StoreException.InUse inUse) {
            err.println("jobd: already running: " + inUse.getMessage());
            return ALREADY_RUNNING;
        } catch (SocketUnavailableException unavailable) {
            err.println("jobd: " + unavailable.getMessage());
            return unavailable.isInUse() ? ALREADY_RUNNING : FAILED;
        } catch (StoreException.Damaged damage) {
            err.println("jobd: " + damage.getMessage() + "\njobd: " + damage.cure());
            return FAILED;
        } catch (ShortageException shortage) {
            err.println("jobd: nobody can tell which jobs still run: " + shortage.getMessage());
            err.println("jobd: allow it more open files (ulimit -n) and start it again");
            return FAILED;
        } catch (StoreException | SocketPathException failure) {
            err.println("jobd: " + failure.getMessage());
            return FAILED;
        }
    }

    private static int refuse(ConfigurationException wrong, PrintStream err) {
        wrong.problems().forEach(problem -> err.println("jobd: " + problem));
        return WRONG_CONFIGURATION;
    }

    private static int printConfig(
            DaemonOptions options,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        try {
            out.print(SampleFile.of(Daemon.source(options, environment).read()));
            return 0;
        } catch (ConfigurationException wrong) {
            return refuse(wrong, err);
        }
    }

    private static int checkConfig(
            DaemonOptions options,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        try {
            Configuration read = Daemon.source(options, environment).read();
            out.println(
                    read.file()
                            .map(file -> "the configuration file " + file + " is right")
                            .orElse("there is no configuration file; everything else is right"));
            return 0;
        } catch (ConfigurationException wrong) {
            return refuse(wrong, err);
        }
    }

    private static int check(Places places, PrintStream out, PrintStream err) {
        try {
            int code = 0;
            for (Finding finding : MapDbStore.check(places.state())) {
                out.println(JsonText.of(FindingJson.of(finding)));
                code = finding.level() == Finding.Level.BAD ? FAILED : code;
            }
            return code;
        } catch (StoreException failure) {
            err.println("jobd: " + failure.getMessage());
            return FAILED;
        }
    }

    private static int restore(Path backup, Places places, PrintStream out, PrintStream err) {
        try {
            Instant now = InstantSource.system().instant();
            Identity restored = MapDbStore.restore(backup, places.state(), now);
            out.println(
                    "restored store "
                            + restored.store()
                            + " from "
                            + backup
                            + " into "
                            + places.state());
            return 0;
        } catch (StoreException.InUse inUse) {
            err.println("jobd: end the daemon first: " + inUse.getMessage());
            return ALREADY_RUNNING;
        } catch (StoreException failure) {
            err.println("jobd: nothing was restored: " + failure.getMessage());
            return FAILED;
        }
    }

    /// Ends the process at once, since a part is gone that the others wait for. What was
    /// acknowledged is on disk, jobs that run go on, and the next start takes them up.
    private static void die(Thread thread, Throwable cause) {
        try {
            LoggerFactory.getLogger(DaemonMain.class)
                    .error("{} has died; jobd ends", thread.getName(), cause);
        } finally {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
