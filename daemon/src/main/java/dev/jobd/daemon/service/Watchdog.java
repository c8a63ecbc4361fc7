package dev.jobd.daemon.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the service manager signs of life of the deciding thread, and of nothing else: it asks
/// that thread, and says that it lives only when it has answered. Of a thread that does not answer
/// in half of the time allowed the log says where it is; then the manager ends the daemon and
/// starts it anew, and jobs run on meanwhile.
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Supplier<CompletableFuture<String>> question;
    private final ServiceNotices notices;
    private final Supplier<String> place;
    private final long periodNanos;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("watchdog").unstarted(this::run);
    private volatile boolean closing;

    // Only used on the thread.
    private @Nullable CompletableFuture<String> answer;
    private long askedAtNanos;
    private boolean isResting;
    private boolean isLate;

    /// @param question asks the deciding thread, which answers with a sentence on how it is
    /// @param place says where the deciding thread is, for the log
    /// @param notices tells the manager
    /// @param longest how long the manager waits for a sign of life
    Watchdog(
            Supplier<CompletableFuture<String>> question,
            Supplier<String> place,
            ServiceNotices notices,
            Duration longest) {
        this.question = question;
        this.place = place;
        this.notices = notices;
        this.periodNanos = longest.toNanos() / 2;
    }

    /// Begins to ask, if the manager wants signs of life.
    ///
    /// @param question asks the deciding thread, which answers with a sentence on how it is
    /// @param place says where the deciding thread is, for the log
    public static AutoCloseable start(
            Supplier<CompletableFuture<String>> question,
            Supplier<String> place,
            ServiceNotices notices) {
        if (notices.watchdog().isEmpty()) {
            return () -> {};
        }
        Watchdog watchdog =
                new Watchdog(question, place, notices, notices.watchdog().orElseThrow());
        watchdog.thread.start();
        return watchdog;
    }

    /// Asks no more.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(this, turn(System.nanoTime()));
        }
    }

    /// Asks, or tells that it was answered; returns in how many nanoseconds there is more to do
    /// unless an answer comes before.
    ///
    /// @param now nanoseconds of the monotonic clock
    long turn(long now) {
        long passed = now - askedAtNanos;
        if (isResting && passed < periodNanos) {
            return periodNanos - passed;
        }
        if (answer == null) {
            isResting = false;
            askedAtNanos = now;
            passed = 0;
            answer = question.get();
            CompletableFuture<Void> _ =
                    answer.handle((_, _) -> {
                        LockSupport.unpark(thread);
                        return null;
                    });
        }
        if (answer.isDone()) {
            rest(answer);
        } else if (passed >= periodNanos && !isLate) {
            isLate = true;
            LOG.error(
                    "the scheduler has decided nothing for {}; its thread is {}",
                    Duration.ofNanos(passed),
                    place.get());
        }
        return Math.max(periodNanos - passed, isLate ? periodNanos : 1);
    }

    private void rest(CompletableFuture<String> done) {
        // It refuses to answer when it ends, which the manager hears from others.
        if (!done.isCompletedExceptionally()) {
            notices.alive(done.join());
        }
        answer = null;
        isResting = true;
        isLate = false;
    }
}
