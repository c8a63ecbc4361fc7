package dev.jobd.daemon.server;

import dev.jobd.daemon.audit.AuditFile;
import dev.jobd.daemon.audit.AuditLog;
import dev.jobd.daemon.config.ConfigurationSource;
import dev.jobd.daemon.config.LiveConfiguration;
import dev.jobd.daemon.event.CommitSignal;
import dev.jobd.daemon.event.RunWatch;
import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.process.LogFollower;
import dev.jobd.daemon.process.OsProcessLauncher;
import dev.jobd.daemon.retention.RemovalTurn;
import dev.jobd.daemon.schedule.SchedulerLoop;
import dev.jobd.daemon.server.handler.HandlerParts;
import dev.jobd.daemon.server.handler.Handlers;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.model.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A daemon of real parts but for its disk: scheduler loop, processes, log files and socket.
public final class Rig implements AutoCloseable {
    /// Its store.
    public final InMemoryStore store = new InMemoryStore();

    /// Its clock, which can be set ahead.
    public final InstantSource clock = InstantSource.system();

    /// What `shutdown` asked for.
    public final BlockingQueue<Duration> shutdowns = new LinkedBlockingQueue<>();

    /// When it says that it ends, if it says so.
    public volatile Optional<Instant> drainsUntil = Optional.empty();

    /// Its socket.
    public final Path socket;

    private final HandlerParts.Shutdown shutdown =
            new HandlerParts.Shutdown() {
                @Override
                public void begin(Duration longest) {
                    shutdowns.add(longest);
                }

                @Override
                public Optional<Instant> drainsUntil() {
                    return drainsUntil;
                }
            };

    private final ServerLimits limits;
    private final SchedulerLoop loop;
    private final LogFollower follower;
    private final ControlServer server;
    private final AuditLog audit;
    private final LiveConfiguration settings;

    /// Starts one in a directory.
    public Rig(Path directory) {
        this(directory, ServerLimits.DEFAULT);
    }

    /// Starts one with limits of its own.
    public Rig(Path directory, ServerLimits limits) {
        this.limits = limits;
        ConfigurationSource source = source(directory);
        settings = new LiveConfiguration(source, source.read());
        socket = directory.resolve("run/s");
        LogDirectory logs = new LogDirectory(directory.resolve("logs"));
        follower = new LogFollower(logs);
        addGroups();
        RunWatch watch = new RunWatch();
        CommitSignal commits = new CommitSignal();
        String id = store.identity().store() + directory.toString();
        loop =
                new SchedulerLoop(
                        new SchedulerLoop.Parts(
                                store,
                                listener ->
                                        OsProcessLauncher.open(
                                                logs, id, System::getenv, listener, Rig::died),
                                (_, changes) -> {
                                    watch.committed(changes);
                                    commits.committed();
                                },
                                clock,
                                64,
                                new SplittableRandom(1),
                                () -> 0,
                                Rig::died));
        audit = openAudit(directory.resolve("audit.jsonl"));
        server = ControlServer.open(socket, limits, clock);
        loop.start();
        server.start(
                Handlers.table(
                        new HandlerParts(
                                loop,
                                new RemovalTurn(),
                                loop,
                                store,
                                new HandlerParts.Output(logs, follower),
                                watch,
                                commits,
                                clock,
                                about(directory),
                                server::connections,
                                shutdown)),
                audit);
    }

    private static ConfigurationSource source(Path directory) {
        return new ConfigurationSource(
                Map.of("runs.processes_max", new ConfigurationSource.Given("", "64")),
                Map.of(),
                directory.resolve("config.toml"),
                false);
    }

    private HandlerParts.About about(Path directory) {
        return new HandlerParts.About(
                "jobd/test",
                ProcessHandle.current().pid(),
                "instance",
                Instant.EPOCH,
                directory,
                settings,
                new HandlerParts.Metrics() {
                    @Override
                    public String text() {
                        return "# nothing\n";
                    }

                    @Override
                    public Map<String, Long> counters() {
                        return Map.of("requests", 1L);
                    }
                },
                Map.of("socket", socket, "state", directory));
    }

    private void addGroups() {
        store.commit(
                        Batch.of(
                                new Change.PutGroup(new Group("default", OptionalInt.of(4))),
                                new Change.PutGroup(new Group("one", OptionalInt.of(1)))))
                .join();
    }

    private static AuditLog openAudit(Path file) {
        try {
            return new AuditLog(new AuditFile(file, AuditFile.Bounds.DEFAULT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void died(Thread thread, Throwable cause) {
        throw new AssertionError(thread.getName() + " has died", cause);
    }

    /// Connects to it.
    public Client connect() {
        return new Client(socket);
    }

    /// Returns how many connections this user may have.
    int clientsMax() {
        return "root".equals(System.getProperty("user.name"))
                ? limits.connections()
                : limits.connectionsPerUser();
    }

    /// Waits until there are as few connections as that.
    void awaitConnections(int count) {
        while (server.connections() > count) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        server.close();
        // Threads of connections may still be at their ends; the test has a time limit.
        while (server.memoryTaken() > 0) {
            Thread.onSpinWait();
        }
        audit.close();
        loop.close();
        follower.close();
    }
}
