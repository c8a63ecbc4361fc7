package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.JdkKernel;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;
import dev.jobd.daemon.process.kernel.SpawnException;
import dev.jobd.model.AttemptId;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.StopPolicy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs processes of the operating system: a few threads make them, one thread waits for all.
public final class OsProcessLauncher implements ProcessLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(OsProcessLauncher.class);

    private final LogDirectory logs;
    private final JobEnvironment environments;
    private final ProcessListener listener;
    private final Reaper reaper;
    // More threads do not make more processes a second, they only make each one take longer.
    // Platform threads, since a native call holds on to the thread that carries a virtual one.
    private final ExecutorService spawners;

    private OsProcessLauncher(
            LogDirectory logs,
            JobEnvironment environments,
            ProcessListener listener,
            Supplier<Kernel> kernels,
            Thread.UncaughtExceptionHandler onDeath) {
        this.logs = logs;
        this.environments = environments;
        this.listener = listener;
        this.reaper = new Reaper(listener, kernels, onDeath);
        this.spawners =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform()
                                .name("jobd-spawner-", 0)
                                .daemon()
                                .uncaughtExceptionHandler(onDeath)
                                .factory());
    }

    /// Makes a launcher; native functions are bound in the background.
    ///
    /// @param logs where the files of the attempts are
    /// @param storeId tells this daemon's processes from those of another; without line ends
    /// @param environment the daemon's own environment, as it is for the next process
    /// @param listener hears what becomes of the attempts
    /// @param onDeath hears of what a thread died of that starts or watches processes
    public static OsProcessLauncher open(
            LogDirectory logs,
            String storeId,
            Supplier<Map<String, String>> environment,
            ProcessListener listener,
            Thread.UncaughtExceptionHandler onDeath) {
        return open(
                logs,
                new JobEnvironment(environment, storeId),
                listener,
                OsProcessLauncher::bestKernel,
                onDeath);
    }

    static OsProcessLauncher open(
            LogDirectory logs,
            JobEnvironment environments,
            ProcessListener listener,
            Supplier<Kernel> kernels,
            Thread.UncaughtExceptionHandler onDeath) {
        OsProcessLauncher launcher =
                new OsProcessLauncher(logs, environments, listener, kernels, onDeath);
        launcher.reaper.start();
        return launcher;
    }

    @Override
    public void start(Launch launch) {
        Child child =
                new Child(
                        reaper,
                        watched(launch.attempt(), launch.stop(), Optional.of(launch.process())));
        reaper.post(() -> reaper.add(child));
        spawners.execute(() -> spawn(launch, child));
    }

    @Override
    public void stop(AttemptId attempt, int signal) {
        reaper.post(attempt, child -> child.stop(signal));
    }

    @Override
    public void kill(AttemptId attempt) {
        reaper.post(attempt, Child::kill);
    }

    @Override
    public void signal(AttemptId attempt, int signal) {
        reaper.post(attempt, child -> child.signal(signal));
    }

    @Override
    public void signalAll(AttemptId attempt, int signal) {
        reaper.post(attempt, child -> child.signalAll(signal));
    }

    @Override
    public Recovered recover(AttemptId attempt, StopPolicy stop) {
        Watched watched = watched(attempt, stop, Optional.empty());
        Child child = new Child(reaper, watched);
        return new Recovery(
                        reaper.kernel(),
                        logs,
                        watched,
                        leader ->
                                reaper.post(() -> {
                                    reaper.add(child);
                                    child.begin(leader, false);
                                }))
                .recover();
    }

    @Override
    public void close() {
        spawners.shutdown();
        try {
            // What is being made must be told of, and is made in a moment.
            if (!spawners.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("processes were still being started at the end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        reaper.close();
    }

    private void spawn(Launch launch, Child child) {
        Held leader;
        try {
            leader = spawn(launch);
        } catch (SpawnException failure) {
            reaper.post(child::failed);
            listener.notStarted(
                    launch.attempt(), String.valueOf(failure.getMessage()), Instant.now());
            return;
        } catch (RuntimeException | Error failure) {
            LOG.error("{} could not be started", launch.attempt(), failure);
            reaper.post(child::failed);
            listener.notStarted(launch.attempt(), "error in jobd: " + failure, Instant.now());
            return;
        }
        listener.started(launch.attempt(), leader.pid(), Instant.now());
        reaper.post(() -> child.begin(leader, true));
    }

    private Held spawn(Launch launch) throws SpawnException {
        ProcessSpec process = launch.process();
        Map<String, String> environment;
        try {
            environment = environments.of(launch);
        } catch (IllegalArgumentException refused) {
            throw new SpawnException(String.valueOf(refused.getMessage()), refused);
        }
        Optional<String> obstacle = CommandLookup.obstacle(process, environment);
        if (obstacle.isPresent()) {
            throw new SpawnException(obstacle.get());
        }
        RunLog log = createLog(launch.attempt());
        return reaper.kernel().spawn(Supervisor.spawn(process, environment, log));
    }

    private RunLog createLog(AttemptId attempt) throws SpawnException {
        try {
            return logs.create(attempt);
        } catch (FileAlreadyExistsException exists) {
            throw new SpawnException("it was started before: " + exists.getMessage(), exists);
        } catch (IOException failure) {
            throw new SpawnException("its files cannot be made: " + failure, failure);
        }
    }

    private Watched watched(AttemptId attempt, StopPolicy stop, Optional<ProcessSpec> process) {
        return new Watched(attempt, logs.log(attempt), environments.mark(attempt), stop, process);
    }

    private static Kernel bestKernel() {
        try {
            return new NativeKernel();
        } catch (UnsatisfiedLinkError | IllegalCallerException | IllegalStateException missing) {
            LOG.warn("processes are run by the JDK's means: {}", missing.getMessage());
            return new JdkKernel();
        }
    }
}
