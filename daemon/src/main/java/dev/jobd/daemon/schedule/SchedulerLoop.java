package dev.jobd.daemon.schedule;

import static java.util.stream.Collectors.joining;

import dev.jobd.daemon.metrics.Histogram;
import dev.jobd.daemon.process.Exit;
import dev.jobd.daemon.process.ProcessLauncher;
import dev.jobd.daemon.process.ProcessListener;
import dev.jobd.daemon.store.Store;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Outcome;
import dev.jobd.model.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that changes jobs and runs. It sleeps until the next due time, the next deadline
/// or the next message, whichever is first, and does nothing meanwhile.
///
/// Other threads only put messages into its queue. Due times follow the civil clock, also when it
/// is set; deadlines follow the monotonic clock.
public final class SchedulerLoop implements Commands, Waits, ProcessListener, AutoCloseable {
    /// How many commands may wait. News of processes are always taken.
    public static final int COMMANDS_MAX = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerLoop.class);
    private static final int MESSAGES_PER_TURN = 1024;

    /// After so long it is looked what is due, however much is asked for and however slow that is.
    private static final long TURN_NANOS = 10_000_000;

    private final Scheduler scheduler;
    private final Conductor conductor;
    private final WaitFinder waits;
    private final ProcessLauncher launcher;
    private final Store store;
    private final InstantSource clock;
    private final long nanoOrigin = System.nanoTime();
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Histogram turns = Histogram.ofShort();
    private final AtomicInteger commandsWaiting = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean isDraining;

    /// Whether nobody takes messages out of the queue any more.
    private volatile boolean over;

    private final List<CompletableFuture<Void>> draining = new ArrayList<>();

    /// The parts the loop works with.
    ///
    /// @param store where decisions are saved
    /// @param launchers makes the launcher that reports to the given listener
    /// @param told hears of every commit
    /// @param clock the civil time
    /// @param processesMax how many processes may run at once, over all groups
    /// @param random draws what is left to chance
    /// @param load returns the machine's load of the last minute
    /// @param onDeath hears when the loop's thread dies of an error: nothing is scheduled from then
    ///   on
    public record Parts(
            Store store,
            Function<ProcessListener, ProcessLauncher> launchers,
            CommitListener told,
            InstantSource clock,
            int processesMax,
            RandomGenerator random,
            DoubleSupplier load,
            Thread.UncaughtExceptionHandler onDeath) {}

    /// Makes a loop that does not run yet: see [#start].
    public SchedulerLoop(Parts parts) {
        this.store = parts.store();
        this.clock = parts.clock();
        this.scheduler = new Scheduler(parts.processesMax(), parts.random(), parts.load());
        this.waits = new WaitFinder(scheduler.book);
        this.launcher = parts.launchers().apply(this);
        this.thread =
                Thread.ofPlatform()
                        .name("scheduler")
                        .uncaughtExceptionHandler(parts.onDeath())
                        .unstarted(this::run);
        Actor actor = new Actor(store, launcher, this, clock);
        this.conductor =
                new Conductor(
                        scheduler, store, actor, parts.told(), () -> LockSupport.unpark(thread));
    }

    /// Takes up what the store holds, in the caller's thread, and begins to schedule.
    public void start() {
        Moment now = now();
        new Recovery(scheduler, store, launcher)
                .load(now)
                .forEach(finding -> conductor.adopt(finding, now));
        thread.start();
    }

    @Override
    public CompletableFuture<Applied> submit(Command command) {
        CompletableFuture<Applied> answer = new CompletableFuture<>();
        if (closing) {
            refuse(answer);
        } else if (isDraining && !mayHelpToDrain(command)) {
            answer.completeExceptionally(new RefusedException(new Refusal.Draining()));
        } else if (commandsWaiting.incrementAndGet() > COMMANDS_MAX) {
            commandsWaiting.decrementAndGet();
            Refusal tooMuch = new Refusal.TooMuch(COMMANDS_MAX + " commands are waiting already");
            answer.completeExceptionally(new RefusedException(tooMuch));
        } else {
            put(new Message.Ask(command, answer));
        }
        return answer;
    }

    @Override
    public CompletableFuture<Map<RunId, Wait>> waits(Set<RunId> runs) {
        Set<RunId> wanted = Set.copyOf(runs);
        return look(finder -> finder.find(wanted), Map.of());
    }

    @Override
    public CompletableFuture<List<LockState>> locks() {
        return look(WaitFinder::locks, List.of());
    }

    private <T> CompletableFuture<T> look(Function<WaitFinder, T> question, T nothing) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        put(
                new Message.Look(
                        finder -> {
                            T found = question.apply(finder);
                            return isSaved -> answer.complete(isSaved ? found : nothing);
                        },
                        () -> answer.complete(nothing)));
        return answer;
    }

    /// Asks the thread for nothing but an answer, which comes when it gets to it: how many
    /// processes run.
    public CompletableFuture<Integer> pulse() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        put(new Message.Pulse(answer));
        return answer;
    }

    /// Says what the thread does at the moment, for the log: a line for each call it is in.
    public String place() {
        return Stream.of(thread.getStackTrace())
                .map(call -> "\n\tat " + call)
                .collect(joining("", thread.getState().toString(), ""));
    }

    /// Starts nothing any more and takes no commands but those that let runs end. The future
    /// completes when no process is left; timeouts and stops go on meanwhile.
    public CompletableFuture<Void> drain() {
        isDraining = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        put(new Message.Drain(done));
        return done;
    }

    /// Lets another number of processes run at once; nothing that runs is stopped.
    public void limitProcesses(int max) {
        put(new Message.LimitProcesses(max));
    }

    @Override
    public void started(AttemptId attempt, long pid, Instant at) {
        put(new Message.Started(attempt, pid, at));
    }

    @Override
    public void notStarted(AttemptId attempt, String reason, Instant at) {
        Outcome outcome = new Outcome.NotStarted(reason);
        put(new Message.Ended(attempt, outcome, Attempt.Usage.UNKNOWN, Optional.empty(), at));
    }

    @Override
    public void ended(AttemptId attempt, Exit exit, Instant at) {
        put(new Message.Ended(attempt, exit.outcome(), exit.usage(), Optional.empty(), at));
    }

    /// Ends the loop after what has been asked so far; processes live on and are found again by the
    /// next start. Then closes the launcher; the store stays open.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        answerTheRest();
        launcher.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns how long turns took.
    public Histogram turns() {
        return turns;
    }

    /// Returns how many commands wait.
    public int commandsWaiting() {
        return commandsWaiting.get();
    }

    /// Looks again at what is due: somebody has set the civil clock.
    public void clockWasSet() {
        LockSupport.unpark(thread);
    }

    /// Whatever ends something may be done until the end.
    private static boolean mayHelpToDrain(Command command) {
        return switch (command.plain()) {
            case Command.Stop _, Command.Prune _ -> true;
            case Command.Suspend suspend -> !suspend.suspended();
            case Command.Add _,
                    Command.Update _,
                    Command.Remove _,
                    Command.Pause _,
                    Command.SkipNext _,
                    Command.OfGroups _,
                    Command.OfCalendars _,
                    Command.Hold _,
                    Command.Trigger _,
                    Command.Retry _,
                    Command.Batch _ ->
                    false;
        };
    }

    private void put(Message message) {
        messages.add(message);
        if (over) {
            refuseMessages();
        }
        LockSupport.unpark(thread);
    }

    /// Lets nobody wait for an answer for ever, when the loop has ended.
    private void answerTheRest() {
        store.recover();
        conductor.settleFailures(now());
        over = true;
        refuseMessages();
        draining.forEach(SchedulerLoop::refuse);
    }

    private void refuseMessages() {
        for (Message message = messages.poll(); message != null; message = messages.poll()) {
            switch (message) {
                case Message.Ask ask -> refuse(ask.answer());
                case Message.Drain drain -> refuse(drain.done());
                case Message.Pulse pulse -> refuse(pulse.processes());
                case Message.Look look -> look.refuse().run();
                // The next start finds out by itself what became of processes.
                case Message.News _, Message.LimitProcesses _ -> {}
            }
        }
    }

    private static void refuse(CompletableFuture<?> answer) {
        answer.completeExceptionally(new RefusedException(new Refusal.ShuttingDown()));
    }

    private void run() {
        while (!closing || !messages.isEmpty()) {
            try {
                if (!turn()) {
                    sleep();
                }
            } catch (RuntimeException fault) {
                // A fault in one decision must not end all scheduling, nor fill the log.
                LOG.error("the scheduler met a fault and goes on", fault);
                LockSupport.parkNanos(this, Conductor.RETRY_PAUSE.toNanos());
            }
        }
    }

    /// Does what there is to do now; returns whether there may be more at once.
    private boolean turn() {
        Moment now = now();
        conductor.settleFailures(now);
        conductor.tick(now);
        int handled = 0;
        for (Message message = messages.poll(); message != null; message = messages.poll()) {
            // Not the begin of the turn: that may be before what the message tells of.
            Moment at = now();
            handle(message, at);
            if (++handled == MESSAGES_PER_TURN || at.nanos() - now.nanos() > TURN_NANOS) {
                break;
            }
        }
        if (scheduler.processes() == 0) {
            draining.forEach(done -> done.complete(null));
            draining.clear();
        }
        turns.addNanos(now().nanos() - now.nanos());
        // A failure's wake-up may have been used up by a wait for a lock on the way here.
        return handled > 0 || conductor.hasFailures();
    }

    private void handle(Message message, Moment now) {
        switch (message) {
            case Message.Ask ask -> {
                commandsWaiting.decrementAndGet();
                conductor.ask(ask, now);
            }
            case Message.News news -> conductor.news(news, now);
            case Message.Look look -> conductor.afterSaving(look.question().apply(waits));
            case Message.Pulse pulse -> pulse.processes().complete(scheduler.processes());
            case Message.LimitProcesses it -> scheduler.limitProcesses(it.max());
            case Message.Drain drain -> {
                scheduler.startNothing();
                draining.add(drain.done());
            }
        }
    }

    private void sleep() {
        Moment now = now();
        long retryAt = conductor.retryAtNanos(now).orElse(Long.MIN_VALUE);
        long dueMicros = scheduler.earliestDueMicros();
        long deadlineInNanos = nanosUntil(scheduler.earliestDeadlineNanos(), now.nanos());
        if (retryAt > now.nanos()) {
            LockSupport.parkNanos(this, retryAt - now.nanos());
        } else if (dueMicros != Long.MAX_VALUE) {
            parkUntil(now.wall(), dueMicros, deadlineInNanos);
        } else if (deadlineInNanos != Long.MAX_VALUE) {
            LockSupport.parkNanos(this, deadlineInNanos);
        } else {
            LockSupport.park(this);
        }
    }

    /// Waits by the civil clock, also for a deadline that comes first: this wait ends in time when
    /// that clock is set forward or the machine has slept, which the monotonic clock does not see.
    /// When it is set back, [#clockWasSet] ends the wait. It counts in milliseconds; up to the next
    /// is never early.
    private void parkUntil(Instant wall, long dueMicros, long deadlineInNanos) {
        long nowMicros = Book.micros(wall);
        long deadlineMicros =
                deadlineInNanos == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : nowMicros + Math.ceilDiv(deadlineInNanos, 1000);
        long until = Math.min(dueMicros, deadlineMicros);
        if (until > nowMicros) {
            LockSupport.parkUntil(this, Math.ceilDiv(until, 1000));
        }
    }

    private static long nanosUntil(long time, long now) {
        return time == Long.MAX_VALUE ? time : Math.max(0, time - now);
    }

    private Moment now() {
        return new Moment(clock.instant(), System.nanoTime() - nanoOrigin);
    }
}
