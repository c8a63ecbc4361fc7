package dev.jobd.daemon;

import dev.jobd.daemon.audit.AuditFile;
import dev.jobd.daemon.audit.AuditLog;
import dev.jobd.daemon.event.CommitSignal;
import dev.jobd.daemon.event.RunWatch;
import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.process.LogFollower;
import dev.jobd.daemon.process.OsProcessLauncher;
import dev.jobd.daemon.process.ProcessLauncher;
import dev.jobd.daemon.process.ProcessListener;
import dev.jobd.daemon.process.kernel.ClockWatch;
import dev.jobd.daemon.process.kernel.LoadAverage;
import dev.jobd.daemon.retention.Inbox;
import dev.jobd.daemon.retention.LogBudget;
import dev.jobd.daemon.retention.RemovalTurn;
import dev.jobd.daemon.retention.Sweeper;
import dev.jobd.daemon.schedule.CommitListener;
import dev.jobd.daemon.schedule.RoomForJobs;
import dev.jobd.daemon.schedule.SchedulerLoop;
import dev.jobd.daemon.server.ControlServer;
import dev.jobd.daemon.server.ServerLimits;
import dev.jobd.daemon.server.handler.HandlerParts;
import dev.jobd.daemon.server.handler.Handlers;
import dev.jobd.daemon.service.ServiceNotices;
import dev.jobd.daemon.service.Watchdog;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.mapdb.MapDbStore;
import dev.jobd.model.Group;
import dev.jobd.model.Policies;
import dev.jobd.wire.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of the daemon, put together: started in order, closed in reverse.
final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Places places;
    private final ServiceNotices notices;
    private final Thread.UncaughtExceptionHandler onDeath;
    private final InstantSource clock = InstantSource.system();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable Ending ending;

    private Daemon(Places places, ServiceNotices notices, Thread.UncaughtExceptionHandler onDeath) {
        this.places = places;
        this.notices = notices;
        this.onDeath = onDeath;
    }

    /// Starts a daemon: from here on it answers and runs jobs.
    ///
    /// @param notices tells the service manager
    /// @param onDeath ends the process when a thread has died without which the daemon would answer
    ///   and do nothing
    /// @throws dev.jobd.daemon.store.StoreException if the store cannot be opened
    /// @throws dev.jobd.daemon.server.SocketUnavailableException if the socket cannot be made
    static Daemon start(
            Places places,
            DaemonOptions options,
            Map<String, String> environment,
            ServiceNotices notices,
            Thread.UncaughtExceptionHandler onDeath) {
        Daemon daemon = new Daemon(places, notices, onDeath);
        boolean started = false;
        try {
            daemon.assemble(options, environment);
            LOG.info(
                    "jobd {} runs jobs of {} and listens at {}",
                    Version.NUMBER,
                    places.state(),
                    daemon.socket());
            notices.ready(daemon.answersAt());
            started = true;
            return daemon;
        } finally {
            if (!started) {
                daemon.close();
            }
        }
    }

    /// Returns where it listens.
    Path socket() {
        return places.socket();
    }

    private String answersAt() {
        return "answers at " + socket();
    }

    /// Returns how it comes to its end.
    Ending ending() {
        return Objects.requireNonNull(ending, "not started");
    }

    /// Ends it: answers what is pending, stops deciding, and closes the store so that the next
    /// start is quick. Processes of jobs live on. A second call waits for the first.
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception | Error fault) {
                // What remains is closed all the same: the store above all.
                LOG.error("{} could not be closed", part.getClass().getSimpleName(), fault);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private void assemble(DaemonOptions options, Map<String, String> environment) {
        MapDbStore.Mode mode = options.recover() ? MapDbStore.Mode.RECOVER : MapDbStore.Mode.STRICT;
        Store store = opened(MapDbStore.open(places.state(), mode, onDeath));
        places.restrictLog();
        ServerLimits limits = ServerLimits.DEFAULT.withConnections(options.connectionsMax());
        // It listens before jobs are loaded: who connects meanwhile waits and is not refused.
        ControlServer server = opened(ControlServer.open(places.socket(), limits, clock));
        AuditLog audit = opened(openAudit());
        defineDefaultGroup(store, options.slots());
        LogDirectory logs = new LogDirectory(places.state().resolve("logs"));
        LogFollower follower = opened(new LogFollower(logs));
        RunWatch watch = new RunWatch();
        CommitSignal commits = new CommitSignal();
        Inbox inbox = new Inbox();
        SchedulerLoop.Parts loopParts =
                new SchedulerLoop.Parts(
                        store,
                        launchers(store, logs, environment),
                        listener(watch, commits, inbox),
                        clock,
                        options.processesMax(),
                        new SplittableRandom(),
                        new LoadAverage(),
                        onDeath);
        SchedulerLoop loop = opened(new SchedulerLoop(loopParts));
        // What clients have asked for is answered before the loop ends, so the server closes first.
        parts.remove(server);
        parts.push(server);
        Ending end = new Ending(clock, loop::drain, notices);
        ending = end;
        loop.start();
        opened(ClockWatch.start(loop::clockWasSet));
        RemovalTurn removals = sweep(loop, store, new LogBudget(logs, options.logsMax()), inbox);
        server.start(
                Handlers.table(
                        new HandlerParts(
                                new RoomForJobs(loop, new HeapLimit()),
                                removals,
                                loop,
                                store,
                                new HandlerParts.Output(logs, follower),
                                watch,
                                commits,
                                clock,
                                about(clock.instant(), logs, options, environment),
                                server::connections,
                                end)),
                audit);
        opened(Watchdog.start(() -> loop.pulse().thenApply(this::status), loop::place, notices));
    }

    private RemovalTurn sweep(SchedulerLoop loop, Store store, LogBudget budget, Inbox inbox) {
        RemovalTurn removals = new RemovalTurn();
        opened(new Sweeper(loop, removals, store, budget, inbox, clock)).start();
        return removals;
    }

    private String status(int processes) {
        return answersAt()
                + "; "
                + processes
                + (processes == 1 ? " process runs" : " processes run");
    }

    private static CommitListener listener(RunWatch watch, CommitSignal commits, Inbox inbox) {
        return (seq, changes) -> {
            watch.committed(changes);
            commits.committed();
            inbox.committed(seq, changes);
        };
    }

    private AuditLog openAudit() {
        Path file = places.state().resolve("audit.jsonl");
        try {
            return new AuditLog(new AuditFile(file, AuditFile.Bounds.DEFAULT));
        } catch (IOException e) {
            throw new StoreException.Failed("the audit log " + file + " cannot be opened: " + e, e);
        }
    }

    private Function<ProcessListener, ProcessLauncher> launchers(
            Store store, LogDirectory logs, Map<String, String> environment) {
        String storeId = store.identity().store().toString();
        return listener -> OsProcessLauncher.open(logs, storeId, environment, listener, onDeath);
    }

    private HandlerParts.About about(
            Instant started,
            LogDirectory logs,
            DaemonOptions options,
            Map<String, String> environment) {
        return new HandlerParts.About(
                "jobd/" + Version.NUMBER,
                ProcessHandle.current().pid(),
                UUID.randomUUID().toString(),
                started,
                Path.of(environment.getOrDefault("HOME", "/")),
                options.connectionsMax(),
                options.processesMax(),
                Map.of(
                        "state",
                        places.state(),
                        "socket",
                        socket(),
                        "logs",
                        logs.root(),
                        "audit",
                        places.state().resolve("audit.jsonl")));
    }

    /// A new store gets the group that every job is in that names none.
    private static void defineDefaultGroup(Store store, OptionalInt slots) {
        try (StoreView view = store.view()) {
            boolean known =
                    view.groups().stream()
                            .anyMatch(group -> group.name().equals(Policies.DEFAULT_GROUP));
            if (!known) {
                int count = slots.orElse(Runtime.getRuntime().availableProcessors());
                Group group = new Group(Policies.DEFAULT_GROUP, OptionalInt.of(count));
                store.commit(Batch.of(new Change.PutGroup(group))).join();
            }
        }
    }
}
