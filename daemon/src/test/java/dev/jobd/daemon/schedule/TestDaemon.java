package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.Exit;
import dev.jobd.daemon.process.ProcessListener;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Group;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// All of the scheduling daemon but its thread: a turn is taken when the test says so, and time
/// stands still until then.
final class TestDaemon {
    final InMemoryStore store;
    final WatchedStore watched;
    final FakeProcesses processes;
    final FakeProcessLauncher launcher;
    final Scheduler scheduler;
    final Conductor conductor;
    final List<String> told = new ArrayList<>();

    private final int processesMax;
    private final Queue<Message> inbox = new ArrayDeque<>();
    private Moment now;
    private boolean listenerFails;

    private TestDaemon(InMemoryStore store, FakeProcesses processes, int processesMax, Moment now) {
        this.store = store;
        this.processes = processes;
        this.processesMax = processesMax;
        this.now = now;
        scheduler = new Scheduler(processesMax, new SplittableRandom(1), () -> 0);
        ProcessListener ear = new Ear();
        launcher = new FakeProcessLauncher(processes, ear);
        watched = new WatchedStore(store);
        Actor actor = new Actor(watched, launcher, ear, () -> this.now.wall());
        conductor = new Conductor(scheduler, watched, actor, this::committed, () -> {});
    }

    /// Returns a daemon with an empty store and a group of a hundred slots.
    static TestDaemon fresh() {
        InMemoryStore store = new InMemoryStore();
        Group group = new Group("default", OptionalInt.of(100));
        store.commit(Batch.of(new Change.PutGroup(group))).join();
        return start(store, new FakeProcesses(), 100, new Moment(Bench.START, 0));
    }

    /// Returns a daemon that has taken up what the store and the machine hold.
    static TestDaemon start(
            InMemoryStore store, FakeProcesses processes, int processesMax, Moment now) {
        TestDaemon daemon = prepare(store, processes, processesMax, now);
        daemon.takeUp();
        return daemon;
    }

    /// Returns a daemon that has not looked at anything yet.
    static TestDaemon prepare(
            InMemoryStore store, FakeProcesses processes, int processesMax, Moment now) {
        return new TestDaemon(store, processes, processesMax, now);
    }

    void takeUp() {
        new Recovery(scheduler, store, launcher)
                .load(now)
                .forEach(finding -> conductor.adopt(finding, now));
    }

    /// Ends this daemon as a crash does, and starts the next one after a while.
    TestDaemon crash(Duration down) {
        launcher.close();
        Moment later = new Moment(now.wall().plus(down), 0);
        return start(store.crash(), processes, processesMax, later);
    }

    Moment now() {
        return now;
    }

    Instant wall() {
        return now.wall();
    }

    TestDaemon pass(Duration time) {
        now = new Moment(now.wall().plus(time), now.nanos() + time.toNanos());
        return this;
    }

    TestDaemon setClock(Instant wall) {
        return at(new Moment(wall, now.nanos()));
    }

    TestDaemon at(Moment moment) {
        now = moment;
        return this;
    }

    /// Takes one turn as the loop does.
    TestDaemon turn() {
        conductor.settleFailures(now);
        conductor.tick(now);
        for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
            switch (message) {
                case Message.Ask ask -> conductor.ask(ask, now);
                case Message.News news -> conductor.news(news, now);
                case Message.Order _, Message.Look _ ->
                        throw new AssertionError("not asked for in tests");
            }
        }
        return this;
    }

    TestDaemon passAndTurn(String time) {
        return pass(TestJob.duration(time)).turn();
    }

    /// Returns how long there is nothing to do, in nanoseconds, as the loop finds it.
    long idleNanos() {
        if (!inbox.isEmpty()) {
            return 0;
        }
        Optional<Long> retryAt = conductor.retryAtNanos(now);
        if (retryAt.isPresent()) {
            return retryAt.get() - now.nanos();
        }
        long due = scheduler.earliestDueMicros();
        long deadline = scheduler.earliestDeadlineNanos();
        long untilDue = due == Long.MAX_VALUE ? due : (due - Book.floorMicros(now.wall())) * 1000;
        long untilDeadline = deadline == Long.MAX_VALUE ? deadline : deadline - now.nanos();
        return Math.max(0, Math.min(untilDue, untilDeadline));
    }

    /// Asks for something; it is decided in this turn.
    CompletableFuture<Applied> ask(Command command) {
        CompletableFuture<Applied> answer = new CompletableFuture<>();
        conductor.ask(new Message.Ask(command, answer), now);
        return answer;
    }

    /// The process of an attempt lives, and the daemon hears of it in its next turn.
    void begins(String attempt) {
        launcher.begins(Bench.attemptId(attempt), now.wall());
    }

    void ends(String attempt, int code) {
        launcher.ends(Bench.attemptId(attempt), code, now.wall());
    }

    Run run(String id) {
        return store.view().run(Bench.runId(id)).orElseThrow();
    }

    String word(String run) {
        return run(run).state().word();
    }

    void failListener() {
        listenerFails = true;
    }

    /// Checks that the scheduler knows what a start from the store would know, if nothing is on its
    /// way.
    void assertKnowsWhatIsStored(String message) {
        Scheduler reloaded = new Scheduler(processesMax, new SplittableRandom(1), () -> 0);
        reloaded.load(store.view(), now);
        assertThat(Snapshot.of(scheduler)).as(message).isEqualTo(Snapshot.of(reloaded));
    }

    private void committed(long seq, List<Change> changes) {
        told.add(seq + ": " + changes.stream().map(TestDaemon::kind).toList());
        if (listenerFails) {
            throw new IllegalStateException("a listener that fails");
        }
    }

    private static String kind(Change change) {
        return change.getClass().getSimpleName();
    }

    private final class Ear implements ProcessListener {
        @Override
        public void started(AttemptId attempt, long pid, Instant at) {
            inbox.add(new Message.Started(attempt, pid, at));
        }

        @Override
        public void notStarted(AttemptId attempt, String reason, Instant at) {
            put(attempt, new Outcome.NotStarted(reason), Attempt.Usage.UNKNOWN, at);
        }

        @Override
        public void ended(AttemptId attempt, Exit exit, Instant at) {
            put(attempt, exit.outcome(), exit.usage(), at);
        }

        private void put(AttemptId attempt, Outcome outcome, Attempt.Usage usage, Instant at) {
            inbox.add(new Message.Ended(attempt, outcome, usage, Optional.empty(), at));
        }
    }
}
