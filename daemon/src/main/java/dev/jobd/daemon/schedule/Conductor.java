package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private final Scheduler scheduler;
    private final Store store;
    private final Actor actor;
    private final CommitListener listener;
    private final Runnable wake;
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Message.News> held = new ArrayDeque<>();
    private long retryAtNanos = Long.MIN_VALUE;

    /// @param wake makes the loop take a turn; called by the store's thread after a failure
    Conductor(
            Scheduler scheduler, Store store, Actor actor, CommitListener listener, Runnable wake) {
        this.scheduler = scheduler;
        this.store = store;
        this.actor = actor;
        this.listener = listener;
        this.wake = wake;
    }

    private record Failure(
            Decision decision,
            @Nullable CompletableFuture<Applied> answer,
            Message.@Nullable News news,
            Throwable cause) {}

    /// Decides a command.
    void ask(Message.Ask ask, Moment now) {
        Decision decision;
        try {
            decision = scheduler.apply(ask.command(), now);
        } catch (RefusedException refused) {
            ask.answer().completeExceptionally(refused);
            return;
        }
        save(decision, ask.answer(), null);
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
        if (isWaiting(now)) {
            held.add(news);
            return;
        }
        Decision decision =
                switch (news) {
                    case Message.Started it ->
                            scheduler.started(it.attempt(), it.pid(), it.at(), now);
                    case Message.Ended it ->
                            scheduler.ended(
                                    it.attempt(),
                                    new Lifecycle.AttemptEnd(it.natural(), it.usage(), it.at()),
                                    now);
                };
        save(decision, null, news);
    }

    /// Decides what has become due.
    void tick(Moment now) {
        if (isWaiting(now)) {
            return;
        }
        for (Message.News news = held.poll(); news != null; news = held.poll()) {
            news(news, now);
        }
        save(scheduler.tick(now), null, null);
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
        for (Failure failure = failures.poll(); failure != null; failure = failures.poll()) {
            touched.addAll(failure.decision().touched());
            keepNews(failure);
            if (failure.answer() != null) {
                failure.answer().completeExceptionally(failure.cause());
            }
        }
        LOG.warn("not stored, undone and tried again: {} jobs", touched.size());
        reload(touched, now);
    }

    /// Returns how many news wait for the store to work again.
    int heldCount() {
        return held.size();
    }

    private boolean isWaiting(Moment now) {
        return now.nanos() < retryAtNanos;
    }

    private void keepNews(Failure failure) {
        if (failure.news() == null) {
            return;
        }
        if (failure.cause() instanceof StoreException.Refused) {
            // A condition that does not hold is a fault of ours; repeating it would be one for
            // ever.
            LOG.error("the store refused news of {}", failure.news(), failure.cause());
        } else {
            held.add(failure.news());
        }
    }

    private void reload(Set<JobId> touched, Moment now) {
        try (StoreView view = store.view()) {
            for (JobId id : touched) {
                scheduler.forget(id);
                Optional<Job> job = view.job(id);
                Optional<JobState> state = view.state(id);
                if (job.isPresent() && state.isPresent()) {
                    scheduler.restore(job.get(), state.get());
                }
                view.activeRuns(id).forEach(run -> scheduler.restore(run, now));
            }
        }
    }

    private void save(
            Decision decision,
            @Nullable CompletableFuture<Applied> answer,
            Message.@Nullable News news) {
        if (decision.isEmpty() && answer == null) {
            return;
        }
        if (decision.changes().isEmpty()) {
            settle(decision, answer, currentSeq());
            return;
        }
        CompletableFuture<Committed> _ =
                store.commit(new Batch(decision.changes()))
                        .whenComplete((committed, problem) -> {
                            if (problem == null) {
                                saved(decision, answer, committed.seq());
                            } else {
                                failed(decision, answer, news, problem);
                            }
                        });
    }

    private void saved(Decision decision, @Nullable CompletableFuture<Applied> answer, long seq) {
        try {
            listener.committed(seq, decision.changes());
        } catch (RuntimeException fault) {
            // What is on disk must have its effect, whoever wanted to hear of it.
            LOG.error("a listener failed on commit {}", seq, fault);
        }
        settle(decision, answer, seq);
    }

    private void failed(
            Decision decision,
            @Nullable CompletableFuture<Applied> answer,
            Message.@Nullable News news,
            Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException
                        ? Objects.requireNonNullElse(problem.getCause(), problem)
                        : problem;
        failures.add(new Failure(decision, answer, news, cause));
        wake.run();
    }

    private void settle(Decision decision, @Nullable CompletableFuture<Applied> answer, long seq) {
        for (Action action : decision.actions()) {
            try {
                actor.perform(action);
            } catch (RuntimeException fault) {
                LOG.error("could not carry out {}", action, fault);
            }
        }
        if (answer != null) {
            Decision.Answer it = decision.answer().orElseThrow();
            answer.complete(new Applied(it.job(), it.run(), seq, it.planned()));
        }
    }

    private long currentSeq() {
        try (StoreView view = store.view()) {
            return view.seq();
        }
    }
}
