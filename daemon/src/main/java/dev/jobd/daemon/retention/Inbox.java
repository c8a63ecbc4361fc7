package dev.jobd.daemon.retention;

import dev.jobd.daemon.schedule.CommitListener;
import dev.jobd.daemon.store.Change;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What the sweeper hears of commits. The store's thread only puts it down here.
public final class Inbox implements CommitListener {
    /// After so many ended runs they are looked at.
    static final int MANY = 1000;

    private final Queue<News> news = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Runnable wake = () -> {};

    /// What concerns retention.
    sealed interface News {
        /// A run has ended.
        record Ended(Run run) implements News {}

        /// A job was made or changed.
        record Defined(Job job, boolean isNew) implements News {}

        /// A run was removed.
        record RunRemoved(RunId run) implements News {}

        /// A job was removed.
        record Removed(JobId job) implements News {}
    }

    /// Says whom to wake: for the first run that ended since [#takeEnded()], when they are many,
    /// when a job was changed, and when runs were removed. Must not block.
    void wakes(Runnable sweeper) {
        wake = sweeper;
    }

    @Override
    public void committed(long seq, List<Change> changes) {
        boolean isRemoval = false;
        for (Change change : changes) {
            switch (change) {
                case Change.PutRun put when put.run().isEnded() -> {
                    news.add(new News.Ended(put.run()));
                    int count = ended.incrementAndGet();
                    if (count == 1 || count == MANY) {
                        wake.run();
                    }
                }
                case Change.PutJob put -> {
                    boolean isNew = put.expectedRevision() == 0;
                    news.add(new News.Defined(put.job(), isNew));
                    if (!isNew) {
                        wake.run();
                    }
                }
                case Change.RemoveJob remove -> news.add(new News.Removed(remove.job()));
                case Change.RemoveRun(RunId run) -> {
                    news.add(new News.RunRemoved(run));
                    isRemoval = true;
                }
                case Change.PutRun _,
                        Change.PutState _,
                        Change.PutGroup _,
                        Change.RemoveGroup _,
                        Change.PutCalendar _,
                        Change.RemoveCalendar _,
                        Change.PutSettings _,
                        Change.PutReceipt _,
                        Change.RemoveReceipt _ -> {}
            }
        }
        if (isRemoval) {
            wake.run();
        }
    }

    /// Returns how many runs have ended since they were taken.
    int endedCount() {
        return ended.get();
    }

    /// Returns how many runs have ended since the last call.
    int takeEnded() {
        return ended.getAndSet(0);
    }

    /// Returns the next news, oldest first, or null.
    @Nullable News poll() {
        return news.poll();
    }
}
