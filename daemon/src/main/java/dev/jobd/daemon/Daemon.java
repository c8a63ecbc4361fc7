package dev.jobd.daemon;

import dev.jobd.daemon.audit.AuditFile;
import dev.jobd.daemon.audit.AuditLog;
import dev.jobd.daemon.config.Configuration;
import dev.jobd.daemon.config.ConfigurationException;
import dev.jobd.daemon.config.ConfigurationSource;
import dev.jobd.daemon.config.LiveConfiguration;
import dev.jobd.daemon.config.ReloadText;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.daemon.event.CommitSignal;
import dev.jobd.daemon.event.RunCounts;
import dev.jobd.daemon.event.RunWatch;
import dev.jobd.daemon.metrics.Textfile;
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
import dev.jobd.socket.ConfigPath;
import dev.jobd.wire.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of the daemon, put together: started in order, closed in reverse.
final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Places places;
    private final ServiceNotices notices;
    private final LiveConfiguration settings;
    private final Thread.UncaughtExceptionHandler onDeath;
    private final InstantSource clock = InstantSource.system();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable Ending ending;

    private Daemon(
            Places places,
            LiveConfiguration settings,
            ServiceNotices notices,
            Thread.UncaughtExceptionHandler onDeath) {
        this.places = places;
        this.settings = settings;
        this.notices = notices;
        this.onDeath = onDeath;
    }

    /// Starts a daemon: from here on it answers and runs jobs.
    ///
    /// @param notices tells the service manager
    /// @param onDeath ends the process when a thread has died without which the daemon would answer
    ///   and do nothing
    /// @throws dev.jobd.daemon.config.ConfigurationException if a setting is wrong
    /// @throws dev.jobd.daemon.store.StoreException if the store cannot be opened
    /// @throws dev.jobd.daemon.server.SocketUnavailableException if the socket cannot be made
    static Daemon start(
            Places places,
            DaemonOptions options,
            Map<String, String> environment,
            ServiceNotices notices,
            Thread.UncaughtExceptionHandler onDeath) {
        ConfigurationSource source = source(options, environment);
        LiveConfiguration settings = new LiveConfiguration(source, source.read());
        Daemon daemon = new Daemon(places, settings, notices, onDeath);
        LogSetup log = new LogSetup(places, environment, settings.get());
        boolean started = false;
        try {
            daemon.assemble(options, environment, log);
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

    /// Returns where its settings come from.
    static ConfigurationSource source(DaemonOptions options, Map<String, String> environment) {
        return new ConfigurationSource(
                options.settings(),
                environment,
                Places.of(options, environment).config(),
                options.config().isPresent() || ConfigPath.isNamed(environment));
    }

    /// Returns the settings in force.
    Configuration settings() {
        return settings.get();
    }

    /// Returns where it listens.
    Path socket() {
        return places.socket();
    }

    private String answersAt() {
        return "answers at " + socket();
    }

    /// Reads the settings anew; ends the daemon instead if the terminal is gone that it was started
    /// in and that it logs to.
    void hangUp() {
        if (Places.isTerminalGone()) {
            ending().begin(Duration.ZERO);
            return;
        }
        try {
            LiveConfiguration.Reload it = settings.reload();
            LOG.info("{}", ReloadText.of(it));
        } catch (ConfigurationException wrong) {
            LOG.error(
                    "the configuration is as before, since it is wrong now: {}",
                    wrong.getMessage());
        }
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

    private void assemble(DaemonOptions options, Map<String, String> environment, LogSetup log) {
        Instant now = clock.instant();
        Configuration set = settings.get();
        DaemonMetrics.StoreMeter meter = new DaemonMetrics.StoreMeter();
        Store store = opened(openStore(options, meter));
        places.restrictLog();
        // It listens before jobs are loaded: who connects meanwhile waits and is not refused.
        ControlServer server = opened(listen(ServerLimits.of(set)));
        AuditFile auditFile = openAudit();
        AuditLog audit = opened(new AuditLog(auditFile));
        defineDefaultGroup(store, set.find(SettingList.DEFAULT_SLOTS));
        LogDirectory logs = new LogDirectory(places.state().resolve("logs"));
        LogFollower follower = opened(new LogFollower(logs));
        Told told = told();
        SchedulerLoop loop = opened(new SchedulerLoop(loopParts(store, logs, environment, told)));
        // What clients have asked for is answered before the loop ends, so the server closes first.
        parts.remove(server);
        parts.push(server);
        Ending end = new Ending(clock, loop::drain, notices);
        ending = end;
        loop.start();
        opened(ClockWatch.start(loop::clockWasSet));
        LogBudget budget = new LogBudget(logs, set.get(SettingList.LOGS_MAX));
        RemovalTurn removals = new RemovalTurn();
        Sweeper sweeper = opened(new Sweeper(loop, removals, store, budget, told.inbox(), clock));
        sweeper.start();
        DaemonMetrics.Parts measured = new DaemonMetrics.Parts(store, loop, server, told.commits());
        DaemonMetrics metrics = new DaemonMetrics(now, told.runs(), meter, measured);
        Textfile textfile = opened(new Textfile(metrics::text));
        new Settable(loop, server, auditFile, budget, sweeper, textfile, log).follow(settings);
        server.start(
                Handlers.table(
                        new HandlerParts(
                                new RoomForJobs(loop, new HeapLimit()),
                                removals,
                                loop,
                                store,
                                new HandlerParts.Output(logs, follower),
                                told.watch(),
                                told.commits(),
                                clock,
                                about(now, logs, environment, metrics),
                                server::connections,
                                end)),
                audit);
        opened(Watchdog.start(() -> loop.pulse().thenApply(this::status), loop::place, notices));
    }

    private Told told() {
        return new Told(
                new RunWatch(),
                new CommitSignal(),
                new Inbox(),
                new RunCounts(() -> settings.get().get(SettingList.LATE_AFTER)));
    }

    private String status(int processes) {
        return answersAt()
                + "; "
                + processes
                + (processes == 1 ? " process runs" : " processes run");
    }

    private ControlServer listen(ServerLimits limits) {
        return ControlServer.open(places.socket(), limits, clock);
    }

    private SchedulerLoop.Parts loopParts(
            Store store, LogDirectory logs, Map<String, String> environment, Told told) {
        return new SchedulerLoop.Parts(
                store,
                launchers(store, logs, environment),
                told,
                clock,
                settings.get().get(SettingList.PROCESSES_MAX),
                new SplittableRandom(),
                new LoadAverage(),
                onDeath);
    }

    /// Who hears of commits.
    private record Told(RunWatch watch, CommitSignal commits, Inbox inbox, RunCounts runs)
            implements CommitListener {
        @Override
        public void committed(long seq, List<Change> changes) {
            runs.committed(changes);
            watch.committed(changes);
            commits.committed();
            inbox.committed(seq, changes);
        }
    }

    private MapDbStore openStore(DaemonOptions options, DaemonMetrics.StoreMeter meter) {
        Configuration set = settings.get();
        MapDbStore.Reach reach =
                new MapDbStore.Reach(
                        set.get(SettingList.COMMITS),
                        set.get(SettingList.COMMITS_FOR),
                        set.get(SettingList.COMMITS_BYTES));
        MapDbStore.Mode mode = options.recover() ? MapDbStore.Mode.RECOVER : MapDbStore.Mode.STRICT;
        return MapDbStore.open(places.state(), mode, reach, meter.meter(), onDeath);
    }

    private AuditFile openAudit() {
        Path file = places.state().resolve("audit.jsonl");
        try {
            return new AuditFile(file, Settable.auditBounds(settings.get()));
        } catch (IOException e) {
            throw new StoreException.Failed("the audit log " + file + " cannot be opened: " + e, e);
        }
    }

    private Function<ProcessListener, ProcessLauncher> launchers(
            Store store, LogDirectory logs, Map<String, String> environment) {
        String storeId = store.identity().store().toString();
        Supplier<Map<String, String>> forJobs = () -> forJobs(environment);
        return listener -> OsProcessLauncher.open(logs, storeId, forJobs, listener, onDeath);
    }

    private Map<String, String> forJobs(Map<String, String> environment) {
        return settings.get()
                .find(SettingList.PATH)
                .map(path -> {
                    Map<String, String> all = new HashMap<>(environment);
                    all.put("PATH", path);
                    return all;
                })
                .orElse(environment);
    }

    private HandlerParts.About about(
            Instant started,
            LogDirectory logs,
            Map<String, String> environment,
            DaemonMetrics metrics) {
        return new HandlerParts.About(
                "jobd/" + Version.NUMBER,
                ProcessHandle.current().pid(),
                UUID.randomUUID().toString(),
                started,
                Path.of(environment.getOrDefault("HOME", "/")),
                settings,
                metrics,
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
    private static void defineDefaultGroup(Store store, Optional<Integer> slots) {
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
