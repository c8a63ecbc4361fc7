package dev.jobd.daemon.schedule;

import static java.util.stream.Collectors.joining;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.JobId;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the order decide, save, act, tell: hands what the scheduler decides to the store, and lets
/// it have effect once it is on disk. Deciding goes on meanwhile.
///
/// When a decision cannot be stored, it never happened: its command is answered with the error, the
/// jobs it touched are loaded again as they are stored, and news of processes are kept and decided
/// again a little later.
///
/// The loop's thread owns it; only the callbacks of the store come from another thread.
final class Conductor {
    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);

    /// The pause before things that nobody waits for are tried again on a store that failed.
    static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /// How often news are decided again when the store refuses what follows from them.
    private static final int REFUSALS_MAX = 3;

    /// How many jobs a line of the log names.
    private static final int NAMED_MAX = 5;

    private final Scheduler scheduler;
    private final Store store;
    private final Actor actor;
    private final CommitListener listener;
    private final Runnable wake;
    private final Receipts receipts;
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Held> held = new ArrayDeque<>();
    private long retryAtNanos = Long.MIN_VALUE;

    /// The newest batch handed to the store, saved or on its way.
    private CompletableFuture<Committed> newest;

    /// @param wake makes the loop take a turn; called by the store's thread after a failure
    Conductor(
            Scheduler scheduler, Store store, Actor actor, CommitListener listener, Runnable wake) {
        this.scheduler = scheduler;
        this.store = store;
        this.actor = actor;
        this.listener = listener;
        this.wake = wake;
        this.receipts = new Receipts(store);
        this.newest = CompletableFuture.completedFuture(new Committed(currentSeq()));
    }

    /// What has to be stored, and how often the store has refused what followed from it: news, and
    /// stops that took effect already.
    private record Held(Message message, int refusals) {}

    /// A decision and who waits for it: a command for its answer, or what has to be stored, or
    /// nobody.
    private record Pending(Decision decision, Message.@Nullable Ask ask, @Nullable Held held) {}

    private record Failure(Pending pending, Throwable cause) {}

    /// Decides a command.
    void ask(Message.Ask ask, Moment now) {
        try {
            switch (ask.command()) {
                case Command.Plain plain -> save(ask, scheduler.apply(plain, now));
                case Command.Trial trial -> tryOut(trial, ask.answer(), now);
                case Command.Keyed keyed when receipts.answers(keyed, ask.answer()) -> {}
                case Command.Keyed keyed -> {
                    Decision decision = scheduler.apply(keyed.plain(), now);
                    save(ask, receipts.remember(keyed, decision, ask.answer(), now));
                }
            }
        } catch (RefusedException refused) {
            ask.answer().completeExceptionally(refused);
        } catch (RuntimeException fault) {
            ask.answer().completeExceptionally(fault);
            throw fault;
        }
    }

    private void save(Message.Ask ask, Decision decision) {
        save(new Pending(decision, ask, null));
    }

    private void tryOut(Command.Trial trial, CompletableFuture<Applied> answer, Moment now) {
        Decision decision = scheduler.tryOut(trial.plain(), now);
        Decision.Answer made = decision.answer().orElseThrow();
        CompletableFuture<Applied> _ =
                store.preview(
                                new Batch(decision.changes()),
                                view -> trial.told(made.applied(view.seq() - 1), view))
                        .whenComplete((applied, failure) -> {
                            if (failure != null) {
                                answer.completeExceptionally(failure);
                            } else {
                                answer.complete(applied);
                            }
                        });
    }

    /// Carries out what the start found out about a process.
    void adopt(Recovery.Finding finding, Moment now) {
        switch (finding) {
            case Recovery.Finding.Launch launch ->
                    actor.perform(new Action.Launch(launch.attempt()));
            case Recovery.Finding.Happened happened -> news(happened.news(), now);
            case Recovery.Finding.StillStopping stopping -> actor.perform(stopping.action());
        }
    }

    /// Decides what follows from what happened to a process.
    void news(Message.News news, Moment now) {
        Held fresh = new Held(news, 0);
        if (isWaiting(now)) {
            held.add(fresh);
        } else {
            decide(fresh, now);
        }
    }

    private void decide(Held it, Moment now) {
        Decision decision;
        try {
            decision = decisionOf(it.message(), now);
        } catch (RuntimeException fault) {
            LOG.error("no decision was made on {}", it.message(), fault);
            undo(it, fault);
            return;
        }
        save(new Pending(decision, null, it));
    }

    /// Lets the next turn load the job again as it is stored, and try again what must not be lost.
    private void undo(Held it, RuntimeException fault) {
        Decision half = new Decision(List.of(), List.of(), touched(it.message()), Optional.empty());
        failures.add(new Failure(new Pending(half, null, it), fault));
    }

    private static Set<JobId> touched(Message message) {
        return switch (message) {
            case Message.Started started -> Set.of(started.attempt().run().job());
            case Message.Outlived outlived -> Set.of(outlived.attempt().run().job());
            case Message.Gone gone -> Set.of(gone.attempt().run().job());
            case Message.Ended ended -> Set.of(ended.attempt().run().job());
            case Message.Ask _, Message.Order _, Message.Look _ -> Set.of();
        };
    }

    private Decision decisionOf(Message message, Moment now) {
        return switch (message) {
            case Message.Started started ->
                    scheduler.started(started.attempt(), started.pid(), started.at(), now);
            case Message.Outlived outlived ->
                    scheduler.outlived(
                            outlived.attempt(), outlived.pid(), outlived.startedAt(), now);
            case Message.Gone gone -> scheduler.gone(gone.attempt(), gone.reason(), gone.at(), now);
            case Message.Ended ended -> scheduler.ended(ended.attempt(), end(ended), now);
            case Message.Ask stop -> again(stop.command().plain(), now);
            case Message.Order _, Message.Look _ ->
                    throw new IllegalArgumentException("never held");
        };
    }

    private static Lifecycle.AttemptEnd end(Message.Ended ended) {
        return new Lifecycle.AttemptEnd(
                ended.natural(), ended.usage(), ended.startedAt(), ended.at());
    }

    private Decision again(Command.Plain stop, Moment now) {
        try {
            return scheduler.apply(stop, now);
        } catch (RefusedException _) {
            // What was to be stopped is over.
            return Decision.NOTHING;
        }
    }

    /// Does something once all that was decided so far is on disk; tells whether it is.
    void afterSaving(Consumer<Boolean> action) {
        CompletableFuture<Committed> _ =
                newest.whenComplete((_, problem) -> action.accept(problem == null));
    }

    /// Decides what has become due.
    void tick(Moment now) {
        if (isWaiting(now)) {
            return;
        }
        for (Held it = held.poll(); it != null; it = held.poll()) {
            decide(it, now);
        }
        if (newest.isDone() && !newest.isCompletedExceptionally()) {
            scheduler.allSaved();
        }
        save(new Pending(scheduler.tick(now), null, null));
    }

    /// Tells whether something that failed waits to be tried again, and until when.
    Optional<Long> retryAtNanos(Moment now) {
        return isWaiting(now) ? Optional.of(retryAtNanos) : Optional.empty();
    }

    /// Undoes what could not be stored. To be called at the begin of each turn.
    void settleFailures(Moment now) {
        if (failures.isEmpty()) {
            return;
        }
        store.recover();
        retryAtNanos = now.nanos() + RETRY_PAUSE.toNanos();
        Set<JobId> touched = new LinkedHashSet<>();
        Map<String, Integer> causes = new LinkedHashMap<>();
        for (Failure failure = failures.poll(); failure != null; failure = failures.poll()) {
            causes.merge(String.valueOf(failure.cause().getMessage()), 1, Integer::sum);
            Pending pending = failure.pending();
            touched.addAll(pending.decision().touched());
            if (pending.held() != null) {
                keep(pending.held(), failure.cause());
            }
            if (pending.ask() != null) {
                refuse(pending.ask(), pending.decision(), failure.cause());
            }
        }
        // The log leaves out what is said again and again, and each cause is to be heard of.
        LOG.warn("not stored and undone: {}; " + causes(causes), jobs(touched));
        reload(touched, now);
    }

    /// Answers a command that could not be stored. A stop reaches its processes all the same: a
    /// full disk is no reason to let go on what fills it. It is recorded when the store takes it.
    private void refuse(Message.Ask ask, Decision decision, Throwable cause) {
        List<Action> signals =
                cause instanceof StoreException.Refused ? List.of() : signals(decision);
        if (!(ask.command().plain() instanceof Command.Stop) || signals.isEmpty()) {
            ask.answer().completeExceptionally(cause);
            return;
        }
        signals.forEach(this::perform);
        held.add(new Held(ask, 0));
        ask.answer().completeExceptionally(new UnrecordedException(cause));
    }

    private List<Action> signals(Decision decision) {
        // What the end of one run would let start is not recorded either, and must not start.
        Stream<Action> decided =
                decision.actions().stream().filter(action -> !(action instanceof Action.Launch));
        // A process may live whose begin is not recorded: a recorded stop would wait for that.
        Stream<Action> awaited =
                decision.changes().stream()
                        .flatMap(change ->
                                change instanceof Change.PutRun put
                                        ? Stream.of(put.run())
                                        : Stream.empty())
                        .filter(run ->
                                run.state() instanceof RunState.Stopping stopping
                                        && stopping.running().pid() == 0)
                        .map(run ->
                                new Action.Stop(
                                        run.id().attempt(run.attempt()),
                                        scheduler.stopSignal(run.id().job())));
        return Stream.concat(decided, awaited).toList();
    }

    /// Tells whether there is something for [#settleFailures] to do.
    boolean hasFailures() {
        return !failures.isEmpty();
    }

    /// Returns how many news wait for the store to work again.
    int heldCount() {
        return held.size();
    }

    private boolean isWaiting(Moment now) {
        return now.nanos() < retryAtNanos;
    }

    private void keep(Held it, Throwable cause) {
        // The disk's troubles pass; a refusal or a fault is ours, and may come again.
        boolean refused =
                cause instanceof StoreException.Refused || !(cause instanceof StoreException);
        if (refused && it.refusals() + 1 == REFUSALS_MAX) {
            // A condition that never holds is a fault of ours; repeating it would be one for ever.
            LOG.error("the store refuses {}; it is dropped", it.message(), cause);
        } else {
            held.add(new Held(it.message(), it.refusals() + (refused ? 1 : 0)));
        }
    }

    private static String jobs(Set<JobId> touched) {
        String named =
                touched.stream().limit(NAMED_MAX).map(JobId::toString).collect(joining(", "));
        int more = touched.size() - NAMED_MAX;
        return "changes of jobs " + named + (more > 0 ? " and " + more + " more" : "");
    }

    /// Each cause once: the first failure makes all fail that wait behind it.
    private static String causes(Map<String, Integer> causes) {
        return causes.entrySet().stream()
                .map(it ->
                        it.getKey() + (it.getValue() > 1 ? " (" + it.getValue() + " times)" : ""))
                .collect(joining("; "));
    }

    private void reload(Set<JobId> touched, Moment now) {
        try (StoreView view = store.view()) {
            scheduler.reload(touched, view, now);
            newest = CompletableFuture.completedFuture(new Committed(view.seq()));
        }
    }

    private void save(Pending pending) {
        Decision decision = pending.decision();
        if (decision.isEmpty() && pending.ask() == null) {
            return;
        }
        // A decision that changes nothing may rest on one that is still being written: it waits for
        // that one, and fails with it. Each waits for the one before it, so that actions keep their
        // order.
        CompletableFuture<Committed> saved =
                decision.changes().isEmpty() ? newest : store.commit(new Batch(decision.changes()));
        newest =
                saved.whenComplete((committed, problem) -> {
                    if (problem == null) {
                        saved(pending, committed.seq());
                    } else {
                        failed(pending, problem);
                    }
                });
    }

    private void saved(Pending pending, long seq) {
        Decision decision = pending.decision();
        if (!decision.changes().isEmpty()) {
            tell(seq, decision);
        }
        decision.actions().forEach(this::perform);
        if (pending.ask() != null) {
            Decision.Answer it = decision.answer().orElseThrow();
            pending.ask().answer().complete(it.applied(seq));
        }
    }

    private void perform(Action action) {
        try {
            actor.perform(action);
        } catch (RuntimeException fault) {
            LOG.error("could not carry out {}", action, fault);
        }
    }

    private void tell(long seq, Decision decision) {
        try {
            listener.committed(seq, decision.changes());
        } catch (RuntimeException fault) {
            // What is on disk must have its effect, whoever wanted to hear of it.
            LOG.error("a listener failed on commit {}", seq, fault);
        }
    }

    private void failed(Pending pending, Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException
                        ? Objects.requireNonNullElse(problem.getCause(), problem)
                        : problem;
        failures.add(new Failure(pending, cause));
        wake.run();
    }

    private long currentSeq() {
        try (StoreView view = store.view()) {
            return view.seq();
        }
    }
}
