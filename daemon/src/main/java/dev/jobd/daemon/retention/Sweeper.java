package dev.jobd.daemon.retention;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.schedule.Commands;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.Keep;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that removes what is no longer kept. It sleeps until a run passes its age, enough
/// runs have ended, or a job was changed; what it finds it asks the scheduler to remove, like any
/// client, and deletes the files once that is on disk.
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration RETRY_PAUSE = Duration.ofMinutes(1);

    /// How long ended runs gather before the bytes of their logs are added up.
    private static final Duration GATHERING = Duration.ofSeconds(1);

    private final Commands commands;
    private final Store store;
    private final LogBudget logs;
    private final Inbox inbox;
    private final RemovalTurn removals;
    private final InstantSource clock;
    private final Retention retention = new Retention();
    private final Thread thread;
    private volatile boolean closing;

    // Only used on the thread.
    private int endedUnlooked;

    /// Runs that this has had removed itself and not heard of yet.
    private final Set<RunId> own = new HashSet<>();

    /// Runs that others have had removed, whose logs are still there.
    private final Set<RunId> gone = new LinkedHashSet<>();

    /// Makes one that does nothing yet: see [#start].
    ///
    /// @param commands where removals are asked for
    /// @param removals lets one at a time remove runs
    /// @param store what is read
    /// @param logs the output of all attempts
    /// @param inbox what it hears of commits
    /// @param clock the civil time
    public Sweeper(
            Commands commands,
            RemovalTurn removals,
            Store store,
            LogBudget logs,
            Inbox inbox,
            InstantSource clock) {
        this.commands = commands;
        this.removals = removals;
        this.store = store;
        this.logs = logs;
        this.inbox = inbox;
        this.clock = clock;
        thread = Thread.ofPlatform().name("jobd-sweeper").daemon().unstarted(this::run);
        inbox.wakes(() -> LockSupport.unpark(thread));
    }

    /// Begins.
    public void start() {
        thread.start();
    }

    /// Looks anew at what there may be. For any thread.
    public void wake() {
        LockSupport.unpark(thread);
    }

    /// Ends after what it is at.
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
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean isPrepared = false;
        while (!closing) {
            try {
                if (!isPrepared) {
                    prepare();
                    isPrepared = true;
                }
                sleepUntil(turn());
            } catch (RuntimeException failure) {
                // What could not be removed now is found again later.
                retention.restart();
                if (!closing) {
                    LOG.warn("runs could not be removed; tried again in {}", RETRY_PAUSE, failure);
                    LockSupport.parkNanos(this, RETRY_PAUSE.toNanos());
                }
            }
        }
    }

    private void prepare() {
        try (StoreView view = store.view()) {
            retention.learn(view);
        }
        logs.count(store, () -> closing);
    }

    /// Does what there is to do and returns when there is more to do if nothing happens meanwhile.
    private Optional<Instant> turn() {
        takeNews();
        boolean isAll = false;
        while (!isAll && !closing) {
            isAll = removeSome();
            takeNews();
        }
        logs.keepWithin(store, () -> closing);
        try (StoreView view = store.view()) {
            return retention.nextLook(view, clock.instant());
        }
    }

    private void takeNews() {
        endedUnlooked += inbox.takeEnded();
        for (Inbox.News news = inbox.poll(); news != null; news = inbox.poll()) {
            switch (news) {
                case Inbox.News.Ended ended -> {
                    retention.ended(ended.run().id().job());
                    logs.add(ended.run());
                }
                case Inbox.News.Defined(Job job, boolean isNew) -> {
                    Keep keep = job.definition().policies().keep();
                    if (isNew) {
                        retention.made(keep);
                    } else {
                        retention.edited(job.id(), keep);
                    }
                }
                case Inbox.News.RunRemoved(RunId run) -> {
                    if (!own.remove(run)) {
                        gone.add(run);
                    }
                }
                case Inbox.News.Removed removed -> retention.removed(removed.job());
            }
        }
        logs.forget(gone, store);
        gone.clear();
        if (endedUnlooked >= Inbox.MANY) {
            endedUnlooked = 0;
            try (StoreView view = store.view()) {
                retention.lookAtTouched(view);
            }
        }
    }

    /// Removes as many runs as one command takes; returns whether these were all.
    private boolean removeSome() {
        removals.begin();
        try {
            return removeFound();
        } finally {
            removals.end();
        }
    }

    private boolean removeFound() {
        Retention.Found found;
        List<RunId> last;
        try (StoreView view = store.view()) {
            found = retention.look(view, clock.instant());
            last = found.harvest().last(view);
        }
        List<Run> runs = found.harvest().runs();
        if (!runs.isEmpty()) {
            remove(runs, last);
        }
        return found.isAll();
    }

    private void remove(List<Run> runs, List<RunId> last) {
        try {
            Command prune = new Command.Prune(runs.stream().map(Run::id).toList(), last);
            runs.forEach(run -> own.add(run.id()));
            commands.submit(prune).join();
        } catch (CompletionException failure) {
            own.clear();
            throw new IllegalStateException("the removal was refused", failure.getCause());
        }
        // From here on nobody can ask for their logs. What a crash leaves of them the next start
        // finds.
        logs.delete(runs, store);
    }

    private void sleepUntil(Optional<Instant> next) {
        if (inbox.endedCount() > 0) {
            long end = System.nanoTime() + GATHERING.toNanos();
            for (long left = GATHERING.toNanos();
                    left > 0 && !closing && inbox.endedCount() < Inbox.MANY;
                    left = end - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        } else if (!closing && next.isPresent()) {
            // An absolute wait on the civil clock: it follows when the clock is set.
            LockSupport.parkUntil(this, next.get().toEpochMilli() + 1);
        } else if (!closing) {
            LockSupport.park(this);
        }
    }
}
