package dev.jobd.tui;

import dev.jobd.client.connection.DaemonAddress;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.Update;
import dev.jobd.tui.terminal.TerminalSession;
import dev.jobd.tui.view.Theme;
import dev.jobd.tui.view.TimeFormat;
import dev.jobd.tui.view.View;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The dashboard `jobtop`.
public final class Jobtop {

    private static final int OK = 0;
    private static final int CRASHED = 1;
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    private final Map<String, String> environment;
    private final Function<Path, Daemon> daemons;

    /// Makes the program.
    ///
    /// @param daemons how to reach the daemon that listens at a path
    Jobtop(Map<String, String> environment, Function<Path, Daemon> daemons) {
        this.environment = environment;
        this.daemons = daemons;
    }

    /// Runs the program and ends the JVM with its exit code.
    public static void main(String... args) {
        Jobtop jobtop = new Jobtop(System.getenv(), SocketDaemon::new);
        System.exit(jobtop.run(System.out, System.err, args));
    }

    /// Runs the program and returns its exit code.
    int run(PrintStream out, PrintStream err, String... args) {
        Options options = Options.parse(args);
        if (!options.problem().isEmpty()) {
            err.println("jobtop: " + options.problem() + "\n\n" + Options.USAGE);
            return USAGE;
        }
        if (options.help()) {
            out.print(Options.USAGE);
            return OK;
        }
        if (options.version()) {
            out.println("jobtop " + version());
            return OK;
        }
        return show(err, options);
    }

    private int show(PrintStream err, Options options) {
        Throwable failure = null;
        try {
            Optional<TerminalSession> session = TerminalSession.open();
            if (session.isEmpty()) {
                err.println("jobtop: needs a terminal; use jobctl list --watch");
                return USAGE;
            }
            try (TerminalSession terminal = session.get()) {
                show(terminal, options);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
        // The terminal has been left by now: what went wrong shows on the normal screen.
        if (failure == null) {
            return OK;
        }
        CrashReport.write(failure, err);
        return CRASHED;
    }

    private void show(TerminalSession terminal, Options options)
            throws IOException, InterruptedException {
        Path socket = socket(options);
        Theme theme = theme(options);
        View view = new View(theme, KeyMap.standard(), new TimeFormat(ZoneId.systemDefault()));
        EventLoop.Stopwatch clock = new EventLoop.Stopwatch();
        UiState first =
                UiState.start(clock.now(), terminal.sizeAtStart(), socket.toString())
                        .withMouse(options.mouse());
        if (options.mouse()) {
            terminal.useMouse(true);
        }
        Update update = new Update(KeyMap.standard());
        Mailbox mailbox = new Mailbox();
        terminal.listenToInterrupt(() -> System.exit(INTERRUPTED));
        try (DaemonCalls calls = new DaemonCalls(daemons.apply(socket), mailbox);
                JobFeed jobs = new JobFeed(socket, mailbox);
                LogReader logs = new LogReader(socket, mailbox)) {
            Programs programs = new Programs(environment);
            EventLoop.Parts parts =
                    new EventLoop.Parts(update, view, clock, first, jobs, logs, programs);
            new EventLoop(terminal, mailbox, calls, parts).run();
        }
    }

    private Path socket(Options options) {
        if (!options.socket().isEmpty()) {
            return Path.of(options.socket()).toAbsolutePath();
        }
        return DaemonAddress.of(environment).socket();
    }

    /// Colours unless NO_COLOR is set (no-color.org); 7-bit characters where the locale has no
    /// UTF-8, or the terminal says it is dumb.
    private Theme theme(Options options) {
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty() && !dumb;
        String charset = System.getProperty("native.encoding", "");
        boolean utf8 = charset.equalsIgnoreCase(StandardCharsets.UTF_8.name());
        return new Theme(colour, options.ascii() || !utf8 || dumb);
    }

    private static String version() {
        String version = Jobtop.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
