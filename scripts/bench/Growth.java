import com.sun.management.GarbageCollectionNotificationInfo;
import dev.jobd.daemon.process.Launch;
import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.process.ProcessLauncher;
import dev.jobd.daemon.process.Recovered;
import dev.jobd.daemon.retention.Inbox;
import dev.jobd.daemon.retention.LogBudget;
import dev.jobd.daemon.retention.RemovalTurn;
import dev.jobd.daemon.retention.Sweeper;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.schedule.SchedulerLoop;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.StoreStats;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.mapdb.MapDbStore;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Keep;
import dev.jobd.model.Outcome;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.StopPolicy;
import dev.jobd.model.Trigger;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/// Records runs in the real store while retention removes them, and tells how large the files get and
/// how long others wait meanwhile, once it is warm. No process is made.
///
/// Arguments: a folder that does not exist yet, how many runs, how many a second at most.
final class Growth {
    private static final int JOBS = 5_000;
    private static final Keep KEEP = new Keep(200, Duration.ofDays(90));
    private static final int BATCH = 100;
    private static final int PENDING_MAX = 8;

    /// Until then Java compiles what it runs, and what waits for it is not counted.
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private final MapDbStore store;
    private final Inbox inbox = new Inbox();
    private final SchedulerLoop loop;
    private final Sweeper sweeper;
    private final JobState[] states = new JobState[JOBS + 1];
    private final Latencies quietCommits = new Latencies();
    private final Latencies mergingCommits = new Latencies();
    private final Latencies turns = new Latencies();
    private final Latencies collections = new Latencies();
    private volatile boolean over;
    private long filesMax;

    private Growth(Path directory) {
        store = MapDbStore.open(directory, MapDbStore.Mode.STRICT);
        loop =
                new SchedulerLoop(
                        new SchedulerLoop.Parts(
                                store,
                                _ -> new NoProcesses(),
                                inbox,
                                InstantSource.system(),
                                8,
                                new SplittableRandom(1),
                                () -> 0,
                                (_, cause) -> cause.printStackTrace()));
        LogBudget logs = new LogBudget(new LogDirectory(directory.resolve("logs")), 1L << 30);
        sweeper = new Sweeper(
                        loop, new RemovalTurn(), store, logs, inbox, InstantSource.system());
    }

    static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectory(Path.of(arguments[0]));
        new Growth(directory).run(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
    }

    private void run(long runs, long perSecond) throws Exception {
        makeJobs();
        listenForCollections();
        loop.start();
        sweeper.start();
        Thread commits = Thread.ofPlatform().start(this::probeCommits);
        Thread asks = Thread.ofPlatform().start(this::probeTurns);
        long start = System.nanoTime();
        System.out.println("   seconds      runs   stored  files MB  journal MB  heap MB");
        record(runs, perSecond, start);
        double seconds = (System.nanoTime() - start) / 1e9;
        over = true;
        commits.join();
        asks.join();
        line(start, runs);
        System.out.printf("%d runs in %.1f s, %.0f a second%n", runs, seconds, runs / seconds);
        System.out.printf("files at most %d MB%n", filesMax >> 20);
        quietCommits.print("commit while nothing is merged");
        mergingCommits.print("commit while files are merged");
        turns.print("turn of the scheduler");
        collections.print("pause for a collection");
        System.out.println(peakMemory());
        sweeper.close();
        loop.close();
        long close = System.nanoTime();
        store.close();
        System.out.printf("closed in %.1f s%n", (System.nanoTime() - close) / 1e9);
    }

    private void listenForCollections() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, _) ->
                                    collections.add(pause((CompositeData) notification.getUserData())),
                            null,
                            null);
        }
    }

    /// Of the collector that works beside everything else the time is that of its pauses.
    private static long pause(CompositeData collection) {
        long millis = GarbageCollectionNotificationInfo.from(collection).getGcInfo().getDuration();
        return Duration.ofMillis(millis).toNanos();
    }

    private void makeJobs() {
        Policies policies = Policies.DEFAULT.withKeep(KEEP);
        ProcessSpec process =
                new ProcessSpec(new dev.jobd.model.Command.Shell("true"), "/", Map.of(), 0022);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.PutGroup(new Group("default", OptionalInt.of(4))));
        for (int number = 1; number <= JOBS; number++) {
            JobId id = new JobId(number);
            JobName name = new JobName("job-" + number);
            JobDefinition definition =
                    new JobDefinition(name, process, new Schedule.Manual(), policies);
            states[number] = JobState.initial(id, Optional.empty());
            changes.add(
                    new Change.PutJob(
                            new Job(id, 1, definition, Instant.now(), Instant.now()), 0));
            changes.add(new Change.PutState(states[number], Optional.empty()));
        }
        store.commit(new Batch(changes)).join();
    }

    private void record(long runs, long perSecond, long start) throws InterruptedException {
        Semaphore pending = new Semaphore(PENDING_MAX);
        long nextLine = 0;
        for (long done = 0; done < runs; done += BATCH) {
            long due = start + done * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                // Every twentieth run of a job fails.
                long number = done + i;
                addRun(1 + (int) (number % JOBS), number / JOBS % 20 == 7, changes);
            }
            pending.acquire();
            store.commit(new Batch(changes))
                    .thenAccept(committed -> inbox.committed(committed.seq(), changes))
                    .whenComplete((_, failure) -> {
                        if (failure != null) {
                            failure.printStackTrace();
                        }
                        pending.release();
                    });
            if (System.nanoTime() >= nextLine) {
                line(start, done);
                nextLine = System.nanoTime() + 10_000_000_000L;
            }
        }
        pending.acquire(PENDING_MAX);
    }

    private void addRun(int job, boolean failed, List<Change> changes) {
        Instant now = Instant.now();
        Outcome outcome = failed ? new Outcome.Failed(1) : new Outcome.Succeeded();
        JobState state = states[job].withRunAdded();
        RunId id = new RunId(state.job(), state.lastRun());
        Attempt.Usage usage =
                new Attempt.Usage(Optional.of(Duration.ofMillis(12)), OptionalLong.of(4 << 20));
        Attempt attempt = new Attempt(1, Optional.of(now), now, outcome, usage);
        changes.add(
                new Change.PutRun(
                        new Run(
                                id,
                                Trigger.SCHEDULE,
                                "",
                                now,
                                now,
                                1,
                                List.of(attempt),
                                new RunState.Ended(now, outcome)),
                        Optional.empty()));
        states[job] =
                state.withEnd(
                        new JobState.LastEnd(state.lastRun(), outcome, Optional.of(now), now));
        changes.add(new Change.PutState(states[job], Optional.empty()));
    }

    private void line(long start, long done) {
        StoreStats stats = store.stats();
        filesMax = Math.max(filesMax, stats.filesBytes());
        Runtime runtime = Runtime.getRuntime();
        try (StoreView view = store.view()) {
            System.out.printf(
                    "%10.0f%10d%9d%10d%12d%9d%n",
                    (System.nanoTime() - start) / 1e9,
                    done,
                    view.counts().endedRuns(),
                    stats.filesBytes() >> 20,
                    stats.journalBytes() >> 20,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        }
    }

    /// What somebody waits who changes one small thing.
    private void probeCommits() {
        Thread merger =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("jobd-store-merge"))
                        .findFirst()
                        .orElseThrow();
        while (!over) {
            boolean isMerging = merger.getState() != Thread.State.WAITING;
            long begin = System.nanoTime();
            store.commit(Batch.of(new Change.PutGroup(new Group("probe", OptionalInt.of(1)))))
                    .join();
            long took = System.nanoTime() - begin;
            isMerging |= merger.getState() != Thread.State.WAITING;
            (isMerging ? mergingCommits : quietCommits).add(took);
            pause();
        }
    }

    /// What somebody waits whose command changes nothing.
    private void probeTurns() {
        while (!over) {
            long begin = System.nanoTime();
            loop.submit(new Command.Trigger(new JobId(Integer.MAX_VALUE), "probe"))
                    .handle((_, _) -> true)
                    .join();
            turns.add(System.nanoTime() - begin);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String peakMemory() throws java.io.IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM") || line.startsWith("RssAnon"))
                .map(line -> line.replaceAll("\\s+", " "))
                .collect(Collectors.joining(", ", "peak memory with mapped files, own memory: ", ""));
    }

    /// How long things took.
    private static final class Latencies {
        private final long from = System.nanoTime() + WARM_UP.toNanos();
        private final List<Long> nanos = new ArrayList<>();

        void add(long took) {
            if (System.nanoTime() - from > 0) {
                nanos.add(took);
            }
        }

        void print(String what) {
            List<Long> sorted = nanos.stream().sorted().toList();
            if (sorted.isEmpty()) {
                System.out.println(what + ": never");
                return;
            }
            System.out.printf(
                    "%s: %d times, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms%n",
                    what,
                    sorted.size(),
                    sorted.get(sorted.size() / 2) / 1e6,
                    sorted.get((int) (sorted.size() * 0.99)) / 1e6,
                    sorted.get((int) (sorted.size() * 0.999)) / 1e6,
                    sorted.getLast() / 1e6);
        }
    }

    private static final class NoProcesses implements ProcessLauncher {
        @Override
        public void start(Launch launch) {
            throw new IllegalStateException("nothing is to start");
        }

        @Override
        public void stop(AttemptId attempt, int signal) {}

        @Override
        public void kill(AttemptId attempt) {}

        @Override
        public void signal(AttemptId attempt, int signal) {}

        @Override
        public void signalAll(AttemptId attempt, int signal) {}

        @Override
        public Recovered recover(AttemptId attempt, StopPolicy stop) {
            return new Recovered.NeverStarted();
        }

        @Override
        public void close() {}
    }
}
