package dev.jobd.daemon.process;

import dev.jobd.daemon.process.Launch.Occasion;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Command;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.RunId;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import dev.jobd.model.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A launcher on a directory, and what it told.
final class Pool implements AutoCloseable, ProcessListener {
    static final StopPolicy PATIENT = new StopPolicy(Signal.TERM, Duration.ofSeconds(30));
    static final StopPolicy IMPATIENT = new StopPolicy(Signal.TERM, Duration.ofMillis(200));

    final LogDirectory logs;
    final ProcessLauncher launcher;
    private final Map<AttemptId, BlockingQueue<News>> news = new ConcurrentHashMap<>();
    private final Semaphore started = new Semaphore(0);
    private final CompletableFuture<Throwable> death = new CompletableFuture<>();
    private long runs;

    sealed interface News {
        record Started(long pid, Instant at) implements News {}

        record NotStarted(String reason) implements News {}

        record Ended(Exit exit, Instant at) implements News {}
    }

    Pool(Path directory, Supplier<Kernel> kernels) {
        this(directory, kernels, System.getenv());
    }

    Pool(Path directory, Supplier<Kernel> kernels, Map<String, String> environment) {
        logs = new LogDirectory(directory.resolve("logs"));
        launcher =
                OsProcessLauncher.open(
                        logs,
                        new JobEnvironment(() -> environment, directory.toString()),
                        this,
                        kernels,
                        (_, cause) -> death.complete(cause));
    }

    AttemptId nextAttempt() {
        runs++;
        return new RunId(new JobId(1), runs).attempt(1);
    }

    AttemptId start(ProcessSpec process, StopPolicy stop) {
        AttemptId attempt = nextAttempt();
        start(attempt, process, stop);
        return attempt;
    }

    void start(AttemptId attempt, ProcessSpec process, StopPolicy stop) {
        launcher.start(
                new Launch(
                        attempt,
                        process,
                        stop,
                        new Occasion(
                                new JobName("tick"),
                                3,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                Trigger.SCHEDULE,
                                "default",
                                OptionalInt.of(7))));
    }

    AttemptId start(String line) {
        return start(shell(line), PATIENT);
    }

    /// Runs a shell line to its end and returns how it ended.
    Exit run(String line) {
        return exit(start(line));
    }

    Exit exit(AttemptId attempt) {
        while (true) {
            switch (next(attempt)) {
                case News.Started _ -> {}
                case News.NotStarted(String reason) -> throw new AssertionError(reason);
                case News.Ended(Exit exit, Instant _) -> {
                    return exit;
                }
            }
        }
    }

    long pid(AttemptId attempt) {
        return switch (next(attempt)) {
            case News.Started(long pid, Instant _) -> pid;
            case News other -> throw new AssertionError(other);
        };
    }

    String refusal(ProcessSpec process) {
        return switch (next(start(process, PATIENT))) {
            case News.NotStarted(String reason) -> reason;
            case News other -> throw new AssertionError(other);
        };
    }

    News next(AttemptId attempt) {
        try {
            News next = of(attempt).poll(50, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was told of " + attempt);
            }
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    boolean isSilentAbout(AttemptId attempt) {
        return of(attempt).isEmpty();
    }

    byte[] bytes(AttemptId attempt) {
        try {
            return logs.log(attempt).read(0, Integer.MAX_VALUE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String output(AttemptId attempt) {
        return new String(bytes(attempt), StandardCharsets.UTF_8);
    }

    static ProcessSpec shell(String line) {
        return spec(new Command.Shell(line));
    }

    static ProcessSpec argv(String... arguments) {
        return spec(new Command.Argv(List.of(arguments)));
    }

    static ProcessSpec spec(Command command) {
        return new ProcessSpec(command, "/", new HashMap<>(), 0022);
    }

    /// Leaves nothing running, also after a test that failed.
    static void killAll(Path directory) {
        String mark = "JOBD_RUN_ID=" + directory;
        ProcFiles.pids()
                .filter(pid ->
                        ProcFiles.environment(pid).stream().anyMatch(it -> it.startsWith(mark)))
                .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /// Waits until one more process of any attempt has started.
    void awaitStarted() throws InterruptedException {
        started.acquire();
    }

    /// Waits until a thread has died; returns of what.
    Throwable death() {
        return death.join();
    }

    @Override
    public void started(AttemptId attempt, long pid, Instant at) {
        started.release();
        of(attempt).add(new News.Started(pid, at));
    }

    @Override
    public void notStarted(AttemptId attempt, String reason, Instant at) {
        of(attempt).add(new News.NotStarted(reason));
    }

    @Override
    public void ended(AttemptId attempt, Exit exit, Instant at) {
        of(attempt).add(new News.Ended(exit, at));
    }

    @Override
    public void close() {
        launcher.close();
    }

    private BlockingQueue<News> of(AttemptId attempt) {
        return news.computeIfAbsent(attempt, _ -> new LinkedBlockingQueue<>());
    }
}
