package dev.jobd.daemon.retention;

import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the logs of ended runs within so many bytes together. Their sum is counted once and then
/// kept up to date; nothing looks at all files again.
///
/// What is too much goes by the end of its run, the oldest first, and the logs of failed runs only
/// when no others are left. For the sweeper's thread.
public final class LogBudget {
    private static final Logger LOG = LoggerFactory.getLogger(LogBudget.class);
    private static final int PAGE = 200;

    private final LogDirectory logs;
    private volatile long bytesMax;
    private long bytes;

    // How far the logs of failed runs, and of the others, are gone already.
    private Optional<TimelineKey> failedPlace = Optional.empty();
    private Optional<TimelineKey> otherPlace = Optional.empty();

    /// @param logs where they are
    /// @param bytesMax how many bytes they may have together
    public LogBudget(LogDirectory logs, long bytesMax) {
        this.logs = logs;
        this.bytesMax = bytesMax;
    }

    /// Allows another number of bytes; what is too much goes when it is looked next. For any
    /// thread.
    public void allow(long other) {
        bytesMax = other;
    }

    /// Returns how many bytes there are.
    long bytes() {
        return bytes;
    }

    /// Counts what there is, and deletes what a crash has left of runs that are gone.
    ///
    /// @param isOver tells whether to give up
    void count(Store store, BooleanSupplier isOver) {
        try {
            logs.forEachJob(job -> {
                if (!isOver.getAsBoolean()) {
                    count(store, job);
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void count(Store store, JobId job) {
        try {
            // First the files, then the store: what is made is recorded before.
            List<AttemptId> attempts = logs.attempts(job);
            try (StoreView view = store.view()) {
                for (AttemptId attempt : attempts) {
                    Optional<Run> run = view.run(attempt.run());
                    if (run.isEmpty()) {
                        logs.forget(attempt);
                    } else if (run.get().isEnded()) {
                        bytes += logs.size(attempt);
                    }
                }
                if (view.job(job).isEmpty()) {
                    logs.deleteIfEmpty(job);
                }
            }
        } catch (IOException failure) {
            LOG.warn("the logs of job {} cannot be counted", job, failure);
        }
    }

    /// Adds what an ended run has left.
    void add(Run run) {
        for (Attempt attempt : run.attempts()) {
            bytes += logs.size(run.id().attempt(attempt.number()));
        }
    }

    /// Deletes all files of runs that are no longer stored, and the directories of jobs of which
    /// nothing is left.
    void delete(List<Run> runs, Store store) {
        Set<JobId> jobs = new LinkedHashSet<>();
        for (Run run : runs) {
            jobs.add(run.id().job());
            for (Attempt attempt : run.attempts()) {
                forget(run.id().attempt(attempt.number()));
            }
        }
        deleteEmpty(jobs, store);
    }

    /// Deletes all files of runs that others have had removed.
    void forget(Set<RunId> runs, Store store) {
        Set<JobId> jobs = runs.stream().map(RunId::job).collect(Collectors.toSet());
        for (JobId job : jobs) {
            try {
                for (AttemptId id : logs.attempts(job)) {
                    if (runs.contains(id.run())) {
                        forget(id);
                    }
                }
            } catch (IOException failure) {
                LOG.warn("the logs of job {} cannot be looked at", job, failure);
            }
        }
        deleteEmpty(jobs, store);
    }

    private void forget(AttemptId id) {
        long size = logs.size(id);
        if (attempted(() -> logs.forget(id), id)) {
            bytes = Math.max(0, bytes - size);
        }
    }

    private void deleteEmpty(Set<JobId> jobs, Store store) {
        try (StoreView view = store.view()) {
            jobs.stream().filter(job -> view.job(job).isEmpty()).forEach(logs::deleteIfEmpty);
        }
    }

    /// Removes logs until the rest is within the budget. The runs stay.
    ///
    /// @param isOver tells whether to give up
    void keepWithin(Store store, BooleanSupplier isOver) {
        while (bytes > bytesMax && !isOver.getAsBoolean()) {
            try (StoreView view = store.view()) {
                boolean isMore = removePage(view, false) || removePage(view, true);
                if (!isMore) {
                    return;
                }
            }
        }
    }

    /// Removes logs of one page of runs; returns whether there was one.
    private boolean removePage(StoreView view, boolean failed) {
        List<TimelineKey> page = view.endings(failed ? failedPlace : otherPlace, PAGE);
        for (TimelineKey place : page) {
            if (bytes <= bytesMax) {
                return true;
            }
            view.run(place.run()).filter(run -> isFailed(run) == failed).ifPresent(this::remove);
            if (failed) {
                failedPlace = Optional.of(place);
            } else {
                otherPlace = Optional.of(place);
            }
        }
        return !page.isEmpty();
    }

    private void remove(Run run) {
        for (Attempt attempt : run.attempts()) {
            AttemptId id = run.id().attempt(attempt.number());
            long size = logs.size(id);
            if (size > 0 && attempted(() -> logs.remove(id), id)) {
                bytes = Math.max(0, bytes - size);
            }
        }
    }

    private static boolean isFailed(Run run) {
        return run.state() instanceof RunState.Ended ended && ended.outcome().isFailure();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static boolean attempted(Work work, AttemptId attempt) {
        try {
            work.run();
            return true;
        } catch (IOException failure) {
            LOG.warn("the log of {} cannot be removed", attempt, failure);
            return false;
        }
    }
}
