package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Group;
import dev.jobd.model.Needs;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Pause;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A life of the daemon drawn from one seed: jobs of all kinds, people, processes, a disk that is
/// slow and sometimes full, a clock that is set, crashes and starts. After each step the invariants
/// are checked; the first that does not hold ends it with the command that replays it.
final class Simulation {
    private static final int STEPS = 1000;
    private static final int PROCESSES_MAX = 5;
    private static final Map<String, Integer> SLOTS = Map.of("default", 4, "one", 1, "two", 2);
    private static final long SECOND = 1_000_000_000;

    private final long seed;
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final FakeProcesses processes = new FakeProcesses();
    private final SimulatedMachine machine;
    private final SimulatedClient client;
    private final Deque<String> log = new ArrayDeque<>();
    private InMemoryStore store = new InMemoryStore();
    private TestDaemon daemon;
    private boolean isUp = true;
    private boolean isSaving;
    private boolean isQuiet;

    /// What outlived a daemon and is to be ended by the next.
    private final Set<AttemptId> toEnd = new HashSet<>();

    private long fullUntil;
    private long nanos;
    private Duration offset = Duration.ZERO;
    private long eventCount;

    private record Event(long at, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    Simulation(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        machine = new SimulatedMachine(this, random.split());
        client = new SimulatedClient(this, random.split());
        processes.allow(job -> client.widest(job, store.view()));
        SLOTS.forEach((name, slots) -> {
            Change group = new Change.PutGroup(new Group(name, OptionalInt.of(slots)));
            store.commit(Batch.of(group)).join();
        });
        store.hold();
        daemon = TestDaemon.start(store, processes, PROCESSES_MAX, now());
    }

    void run() {
        // Some lives are busy, some are quiet.
        plan(1 << random.nextInt(7), this::ask);
        plan(30 << random.nextInt(6), this::crash);
        plan(1200, this::setClock);
        plan(400, this::fillDisk);
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        comeToRest();
    }

    /// Lets something happen in a while.
    void in(long wait, Runnable action) {
        events.add(new Event(nanos + wait, eventCount++, action));
    }

    Instant wall() {
        return Bench.START.plusNanos(nanos).plus(offset);
    }

    FakeProcesses processes() {
        return processes;
    }

    FakeProcessLauncher launcher() {
        return daemon.launcher;
    }

    void log(String line) {
        log.addLast("%10.3f %s".formatted(nanos / 1e9, line));
        if (log.size() > 40) {
            log.removeFirst();
        }
    }

    void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            throw failure(what.get(), null);
        }
    }

    AssertionError failure(String what, @Nullable Throwable cause) {
        return new AssertionError(
                "seed %d: %s%n%s%nreplay: scripts/mvn -o test -pl protocol,daemon -Dtest=%s -Dseed=%d"
                                .formatted(
                                        seed,
                                        what,
                                        String.join("\n", log),
                                        "SchedulerSimulationTest",
                                        seed)
                        + " -Dsurefire.failIfNoSpecifiedTests=false",
                cause);
    }

    /// Lets something happen again and again, on average in so many seconds.
    private void plan(int seconds, Runnable action) {
        in(
                random.nextLong(2L * seconds * SECOND),
                () -> {
                    if (!isQuiet) {
                        action.run();
                        plan(seconds, action);
                    }
                });
    }

    private void step() {
        Event next = events.peek();
        long wait = isUp ? daemon.idleNanos() : Long.MAX_VALUE;
        if (random.nextInt(50) == 0) {
            // A busy machine: the daemon gets its turn late.
            wait = Math.min(wait, Long.MAX_VALUE / 2) + random.nextLong(90 * SECOND);
        }
        if (next != null && next.at() - nanos <= wait) {
            events.remove();
            nanos = Math.max(nanos, next.at());
            daemon.at(now());
            next.action().run();
        } else {
            nanos += Math.min(wait, 3600 * SECOND);
            daemon.at(now());
        }
        if (isUp) {
            turn();
            check();
        }
    }

    private void turn() {
        daemon.turn();
        machine.follow(daemon);
        if (store.held() > 0 && !isSaving) {
            isSaving = true;
            in(random.nextLong(SECOND / 20), this::save);
        }
    }

    private void save() {
        isSaving = false;
        if (!isUp) {
            return;
        }
        if (nanos < fullUntil) {
            store.fillDisk();
        }
        store.save(random.nextInt(1, store.held() + 2));
        machine.follow(daemon);
    }

    private void ask() {
        if (isUp) {
            client.ask(daemon);
        }
    }

    private void fillDisk() {
        fullUntil = nanos + random.nextLong(20 * SECOND);
        log("the disk is full for a while");
    }

    private void setClock() {
        long most = random.nextInt(4) == 0 ? 3 * 24 * 3600 : 600;
        Duration step = Duration.ofMillis(random.nextLong(-most * 1000, most * 1000));
        offset = offset.plus(step);
        log("the clock is set by " + step);
        daemon.at(now());
    }

    private void crash() {
        if (!isUp) {
            return;
        }
        if (random.nextInt(3) == 0) {
            log("the daemon ends");
            store = store.reopen();
        } else {
            log("the daemon crashes with " + store.held() + " batches unsaved");
            store = store.crash();
        }
        isUp = false;
        daemon.launcher.close();
        machine.follow(daemon);
        machine.daemonDied(processes);
        client.forgetUnanswered();
        in(random.nextLong(random.nextInt(5) == 0 ? 7200 * SECOND : 30 * SECOND), this::start);
    }

    private void start() {
        if (isUp) {
            return;
        }
        log("the daemon starts");
        store.hold();
        isUp = true;
        isSaving = false;
        noteWhatIsToEnd();
        daemon = TestDaemon.start(store, processes, PROCESSES_MAX, now());
        machine.follow(daemon);
    }

    private void noteWhatIsToEnd() {
        toEnd.clear();
        StoreView view = store.view();
        for (FakeProcesses.Fake fake : processes.present()) {
            AttemptId attempt = fake.launch.attempt();
            boolean isToEnd =
                    view.job(attempt.run().job())
                            .filter(job ->
                                    job.definition().policies().onRestart() != OnRestart.ADOPT)
                            .isPresent();
            if (isToEnd && fake.startedAt != null) {
                toEnd.add(attempt);
            }
        }
    }

    private Moment now() {
        return new Moment(wall(), nanos);
    }

    /// Lets everything that runs end, and looks at what is left.
    private void comeToRest() {
        isQuiet = true;
        fullUntil = 0;
        start();
        daemon.scheduler.startNothing();
        for (int step = 0; !events.isEmpty() || daemon.idleNanos() < Long.MAX_VALUE; step++) {
            require(step < 20 * STEPS, () -> "no rest");
            step();
        }
        client.checkAnswers();
        require(daemon.conductor.heldCount() == 0, () -> "news are still held");
        require(daemon.scheduler.processes() == 0, () -> "a slot is still taken");
        for (AttemptId attempt : processes.attempts()) {
            runUnlessPruned(store.view(), attempt).ifPresent(run -> checkRecord(run, attempt));
        }
    }

    private void checkRecord(Run run, AttemptId attempt) {
        long records =
                run.attempts().stream().filter(it -> it.number() == attempt.number()).count();
        require(records == 1, () -> attempt + " was recorded " + records + " times: " + run);
    }

    private Optional<Run> runUnlessPruned(StoreView view, AttemptId attempt) {
        Optional<Run> run = view.run(attempt.run());
        require(
                run.isPresent() || client.hasPruned(attempt.run()),
                () -> "run " + attempt.run() + " is gone");
        return run;
    }

    private void check() {
        require(processes.faults().isEmpty(), () -> processes.faults().toString());
        require(daemon.watched.refused().isEmpty(), () -> daemon.watched.refused().toString());
        checkSlots();
        StoreView view = store.view();
        client.check(view);
        boolean isSettled = daemon.conductor.retryAtNanos(daemon.now()).isEmpty();
        if (isSettled && daemon.idleNanos() > 0) {
            checkDueTimes();
        }
        if (store.held() == 0 && isSettled && daemon.idleNanos() > 0) {
            checkStarts(view);
        }
        if (store.held() == 0 && isSettled) {
            Scheduler reloaded = new Scheduler(PROCESSES_MAX, new SplittableRandom(1), () -> 0);
            reloaded.load(view, now());
            Snapshot known = Snapshot.of(daemon.scheduler);
            Snapshot stored = Snapshot.of(reloaded);
            require(known.equals(stored), () -> "known:\n" + known + "\nstored:\n" + stored);
        }
    }

    private void checkSlots() {
        List<FakeProcesses.Fake> present = processes.present();
        require(present.size() <= PROCESSES_MAX, () -> present.size() + " processes");
        Map<String, List<Integer>> byGroup =
                present.stream()
                        // A restart does not know the group of a job that has been removed.
                        .filter(fake -> exists(fake.launch.attempt()))
                        .collect(
                                Collectors.groupingBy(
                                        fake -> fake.launch.occasion().group(),
                                        Collectors.mapping(
                                                fake -> needs(fake).weight(),
                                                Collectors.toList())));
        byGroup.forEach((group, weights) -> {
            int weight = weights.stream().mapToInt(Integer::intValue).sum();
            require(
                    weights.size() == 1 || weight <= SLOTS.getOrDefault(group, 0),
                    () -> weights + " take slots of group " + group);
        });
        Set<String> locks = new HashSet<>();
        present.stream()
                .filter(fake -> exists(fake.launch.attempt()))
                .flatMap(fake -> needs(fake).locks().stream())
                .forEach(lock -> require(locks.add(lock), () -> "two hold lock " + lock));
    }

    private void checkStarts(StoreView view) {
        for (AttemptId attempt : toEnd) {
            boolean runs =
                    runUnlessPruned(view, attempt)
                            .filter(run -> run.attempt() == attempt.number())
                            .filter(run -> run.state() instanceof RunState.Running)
                            .isPresent();
            require(!runs, () -> attempt + " outlived the daemon and still runs");
        }
        for (FakeProcesses.Fake fake : processes.present()) {
            Run run = view.run(fake.launch.attempt().run()).orElseThrow();
            require(
                    fake.startedAt == null || !(run.state() instanceof RunState.Starting),
                    () -> run.id() + " runs and nobody noticed");
        }
    }

    private Needs needs(FakeProcesses.Fake fake) {
        return store.view()
                .job(fake.launch.attempt().run().job())
                .orElseThrow()
                .definition()
                .policies()
                .needs();
    }

    private boolean exists(AttemptId attempt) {
        return store.view().job(attempt.run().job()).isPresent();
    }

    private void checkDueTimes() {
        if (isQuiet) {
            return;
        }
        for (JobEntry job : daemon.scheduler.book.jobs()) {
            boolean isOver =
                    job.state.pause().flatMap(Pause::until).filter(wall()::isAfter).isPresent();
            require(job.removed || !isOver, () -> job.name + " is paused for too long");
            if (!job.removed && job.schedule instanceof Schedule.FixedRate rate) {
                Instant next = job.state.nextDue().orElseThrow();
                require(next.isAfter(wall()), () -> job.name + " was forgotten: " + next);
                Instant late = wall().plus(rate.every().multipliedBy(2));
                require(!next.isAfter(late), () -> job.name + " waits too long: " + next);
            }
            if (!job.removed && job.schedule instanceof Schedule.Cron cron) {
                Instant next = job.state.nextDue().orElseThrow();
                require(next.isAfter(wall()), () -> job.name + " was forgotten: " + next);
                Instant late = cron.nextAfter(wall()).flatMap(cron::nextAfter).orElseThrow();
                require(!next.isAfter(late), () -> job.name + " waits too long: " + next);
            }
            if (!job.removed && job.schedule instanceof Schedule.FixedDelay) {
                require(
                        job.state.nextDue().isPresent() || !job.active.isEmpty(),
                        () -> job.name + " waits for nothing");
            }
        }
    }
}
