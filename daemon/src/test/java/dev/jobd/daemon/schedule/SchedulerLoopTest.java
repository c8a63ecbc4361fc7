package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.daemon.store.Samples;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The loop with its real thread and the real clock: the one test that lets time pass. What is
/// decided when is tested elsewhere, with a clock that the test moves.
///
/// The limit is a guard against a loop that hangs, not an expectation.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchedulerLoopTest {
    private static final Duration AHEAD = Duration.ofMillis(300);

    private static final Duration HOUR = Duration.ofHours(1);

    /// How late a busy machine may be.
    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    /// How often a loop that sleeps may look at the clock from a command to its effect.
    private static final long LOOKS_MAX = 50;

    private final InMemoryStore store = new InMemoryStore();
    private final AtomicLong looks = new AtomicLong();
    private final InstantSource clock = InstantSource.system();
    private final SchedulerLoop loop;
    private @Nullable FakeProcessLauncher launcher;
    private volatile CommitListener told = (_, _) -> {};
    private final CompletableFuture<Throwable> death = new CompletableFuture<>();
    private volatile Duration offset = Duration.ZERO;
    private volatile Runnable looked = () -> {};

    SchedulerLoopTest() {
        loop =
                new SchedulerLoop(
                        new SchedulerLoop.Parts(
                                store,
                                listener -> {
                                    launcher =
                                            new FakeProcessLauncher(new FakeProcesses(), listener);
                                    return launcher;
                                },
                                (seq, changes) -> told.committed(seq, changes),
                                () -> {
                                    looks.incrementAndGet();
                                    looked.run();
                                    return clock.instant().plus(offset);
                                },
                                100,
                                new SplittableRandom(1),
                                () -> 0,
                                (_, cause) -> death.complete(cause)));
        store.commit(Batch.of(new Change.PutGroup(Samples.group("default", 100)))).join();
        loop.start();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void whoeverMadeItHearsWhenItsThreadDies() {
        Error error = new AssertionError("for this test");
        looked =
                () -> {
                    throw error;
                };
        CompletableFuture<Applied> _ = loop.submit(job("any").add());
        assertThat(death.join()).isSameAs(error);
        looked = () -> {};
    }

    @Test
    void aClockThatIsSetAheadIsNoticedWhenToldOf() throws InterruptedException {
        loop.submit(job("later").once(clock.instant().plus(HOUR)).add()).join();
        offset = HOUR;
        loop.clockWasSet();
        assertThat(launcher().awaitLine()).isEqualTo("start 1/1.1");
    }

    @Test
    void aDueTimeBehindADeadlineFollowsTheClock() throws InterruptedException {
        loop.submit(job("runs").now().timeout("30m").add()).join();
        assertThat(launcher().awaitLine()).isEqualTo("start 1/1.1");
        launcher().begins(Bench.attemptId("1/1.1"), clock.instant());
        loop.submit(job("later").once(clock.instant().plus(HOUR)).add()).join();
        offset = HOUR;
        loop.clockWasSet();
        assertThat(launcher().awaitLine()).isEqualTo("start 2/1.1");
    }

    @Test
    void aJobIsStartedAtItsTimeAndTheLoopSleepsUntilThen() throws InterruptedException {
        Instant due = clock.instant().plus(AHEAD);
        loop.submit(job("soon").once(due).add()).join();
        long looksBefore = looks.get();

        assertThat(launcher().awaitLine()).isEqualTo("start 1/1.1");

        assertThat(clock.instant()).isBetween(due, due.plus(TOLERANCE));
        assertThat(looks.get() - looksBefore).isLessThan(LOOKS_MAX);
    }

    @Test
    void aRunIsStoppedAtItsTimeoutAndTheLoopSleepsUntilThen() throws InterruptedException {
        loop.submit(job("long").now().timeout("300ms").add()).join();
        launcher().awaitLine();
        Instant begin = clock.instant();
        launcher().begins(Bench.attemptId("1/1.1"), begin);
        long looksBefore = looks.get();

        assertThat(launcher().awaitLine()).isEqualTo("stop 1/1.1 15");

        assertThat(clock.instant()).isBetween(begin.plus(AHEAD), begin.plus(TOLERANCE));
        assertThat(looks.get() - looksBefore).isLessThan(LOOKS_MAX);
    }

    @Test
    void newsOfAProcessWakeTheLoop() throws InterruptedException {
        loop.submit(job("long").now().add()).join();
        launcher().awaitLine();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        told =
                (_, _) -> {
                    if (word("1/1").equals("succeeded")) {
                        ended.complete(null);
                    }
                };

        launcher().begins(Bench.attemptId("1/1.1"), clock.instant());
        launcher().ends(Bench.attemptId("1/1.1"), 0, clock.instant());

        ended.join();
    }

    @Test
    void aCommandIsDecidedAtItsOwnTimeNotAtTheBeginOfTheTurn() throws InterruptedException {
        CountDownLatch gate = holdTheLoop();
        Instant sinceTheTurnBegan = clock.instant();
        CompletableFuture<Applied> answer = loop.submit(job("past").once(sinceTheTurnBegan).add());
        gate.countDown();

        assertThat(Asker.refusalOf(answer)).containsInstanceOf(Refusal.PastTime.class);
    }

    @Test
    void commandsFromManyThreadsAreEachAnsweredOnceAndOneOfSeveralGetsAName()
            throws InterruptedException {
        CountDownLatch gate = holdTheLoop();
        List<Asker> askers =
                Asker.inThreads(
                        loop,
                        8,
                        asker -> {
                            for (int i = 0; i < 500; i++) {
                                asker.addOwn(i);
                                asker.add("shared-" + i);
                            }
                        });
        gate.countDown();
        List<Asker.Asked> asked = assertAnswersAreTrue(askers);

        List<Applied> applied = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        asked.forEach(it ->
                it.refusal().ifPresentOrElse(refusals::add, () -> applied.add(it.answer().join())));
        assertThat(refusals)
                .hasSize(7 * 500)
                .allSatisfy(it -> assertThat(it).isInstanceOf(Refusal.NameTaken.class));
        assertThat(applied).extracting(Applied::job).doesNotHaveDuplicates().hasSize(9 * 500);
        assertThat(applied).extracting(Applied::seq).doesNotHaveDuplicates();
    }

    @Test
    void whoFindsTheQueueFullIsRefusedAndEverybodyElseIsAnswered() throws InterruptedException {
        CountDownLatch gate = holdTheLoop();
        Command nothing =
                new Command.Remove(new JobId(99), OptionalLong.empty(), false, TestJob.BY);
        List<CompletableFuture<Applied>> answers = new ArrayList<>();
        for (int i = 0; i < SchedulerLoop.COMMANDS_MAX; i++) {
            answers.add(loop.submit(nothing));
        }

        assertThat(Asker.refusalOf(loop.submit(nothing))).containsInstanceOf(Refusal.TooMuch.class);

        gate.countDown();
        assertThat(answers)
                .allSatisfy(it ->
                        assertThat(Asker.refusalOf(it))
                                .containsInstanceOf(Refusal.NoSuchJob.class));
        loop.submit(job("room-again").add()).join();
    }

    @Test
    void aDrainEndsWithTheLastProcessAndStartsNone() throws InterruptedException {
        loop.submit(job("first").now().add()).join();
        launcher().awaitLine();
        launcher().begins(Bench.attemptId("1/1.1"), clock.instant());

        CompletableFuture<Void> drained = loop.drain();
        assertThat(Asker.refusalOf(loop.submit(job("second").now().add())))
                .contains(new Refusal.Draining());
        assertThat(drained).isNotDone();
        launcher().ends(Bench.attemptId("1/1.1"), 0, clock.instant());

        drained.join();
        assertThat(launcher().takeLines()).isEmpty();
        assertThat(word("1/1")).isEqualTo("succeeded");
    }

    @Test
    void aDrainGoesOnToLetRunsBeStopped() throws InterruptedException {
        loop.submit(job("first").now().add()).join();
        launcher().awaitLine();
        launcher().begins(Bench.attemptId("1/1.1"), clock.instant());
        CompletableFuture<Void> drained = loop.drain();

        loop.submit(new Command.Stop(Bench.runId("1/1"), Optional.empty(), TestJob.BY)).join();

        assertThat(launcher().awaitLine()).isEqualTo("stop 1/1.1 15");
        launcher().ends(Bench.attemptId("1/1.1"), 0, clock.instant());
        drained.join();
    }

    @Test
    void aDrainOfAnIdleDaemonEndsAtOnce() {
        loop.drain().join();
    }

    @Test
    void closingAnswersOrRefusesEachCommand() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(4);
        Thread closer =
                Thread.ofPlatform()
                        .start(() -> {
                            await(busy);
                            loop.close();
                        });
        List<Asker> askers =
                Asker.inThreads(
                        loop,
                        4,
                        asker -> {
                            for (int i = 0; !asker.foundItClosed(); i++) {
                                asker.addOwn(i);
                                if (i == 200) {
                                    busy.countDown();
                                }
                            }
                        });
        closer.join();

        assertThat(launcher().isClosed()).isTrue();
        assertThat(askers)
                .flatExtracting(Asker::asked)
                .allSatisfy(it -> assertThat(it.answer().isDone()).isTrue());
        assertAnswersAreTrue(askers);
    }

    @Test
    void closingCarriesOutWhatWasAskedBefore() throws InterruptedException {
        CountDownLatch gate = holdTheLoop();
        Thread closer = Thread.ofPlatform().unstarted(loop::close);
        Asker asker = new Asker(loop, 0);
        asker.addOwn(0);
        closer.start();
        for (int i = 1; !asker.foundItClosed(); i++) {
            asker.addOwn(i);
        }
        gate.countDown();
        closer.join();

        List<Asker.Asked> before = asker.asked().subList(0, asker.asked().size() - 1);
        assertThat(before)
                .allSatisfy(it ->
                        assertThat(it.refusal())
                                .isNotEqualTo(Optional.of(new Refusal.ShuttingDown())));
        assertAnswersAreTrue(List.of(asker));
    }

    @Test
    void whatIsAskedBetweenTheLastTurnAndTheEndIsRefused() {
        List<CompletableFuture<Void>> drains = new ArrayList<>();
        Thread closer = Thread.currentThread();
        looked =
                () -> {
                    if (Thread.currentThread() == closer) {
                        drains.add(loop.drain());
                    }
                };

        loop.close();

        assertThat(drains).isNotEmpty().allSatisfy(it -> assertThat(it).isCompletedExceptionally());
    }

    @Test
    void closingSavesAndAnswersWhatIsOnItsWayToTheDisk() throws InterruptedException {
        store.hold();
        CompletableFuture<Applied> answer = loop.submit(job("late").add());

        loop.close();

        assertThat(answer).isCompleted();
        assertThat(stored("late")).isPresent();
    }

    @Test
    void closingRefusesADrainThatCannotEnd() throws InterruptedException {
        loop.submit(job("first").now().add()).join();
        launcher().awaitLine();
        CompletableFuture<Void> drained = loop.drain();

        loop.close();

        assertThat(drained).isCompletedExceptionally();
        assertThat(loop.drain()).isCompletedExceptionally();
    }

    /// Waits for all answers. What was applied must be stored as that job, and what was refused for
    /// the end of the loop must not be stored.
    private List<Asker.Asked> assertAnswersAreTrue(List<Asker> askers) {
        List<Asker.Asked> all = askers.stream().flatMap(it -> it.asked().stream()).toList();
        for (Asker.Asked it : all) {
            Optional<Refusal> refusal = it.refusal();
            Optional<JobId> stored = stored(it.name()).map(Job::id);
            if (refusal.isEmpty()) {
                assertThat(stored).as(it.name()).contains(it.answer().join().job());
            } else if (refusal.get() instanceof Refusal.ShuttingDown) {
                assertThat(stored).as(it.name()).isEmpty();
            }
        }
        return all;
    }

    /// Lets the loop stand still in a commit until the latch is counted down.
    private CountDownLatch holdTheLoop() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        told =
                (_, _) -> {
                    held.countDown();
                    await(gate);
                };
        CompletableFuture<Applied> _ = loop.submit(job("gate").add());
        await(held);
        return gate;
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private FakeProcessLauncher launcher() {
        return Objects.requireNonNull(launcher);
    }

    private Optional<Job> stored(String name) {
        try (StoreView view = store.view()) {
            return view.job(new JobName(name));
        }
    }

    private String word(String run) {
        try (StoreView view = store.view()) {
            return view.run(Bench.runId(run)).orElseThrow().state().word();
        }
    }
}
