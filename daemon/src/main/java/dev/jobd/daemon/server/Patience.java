package dev.jobd.daemon.server;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Watches the time limits of one connection. Its threads only note times; a check is armed for the
/// earliest moment at which a limit can be reached, and armed again from there.
final class Patience {
    private static final long NONE = Long.MIN_VALUE;

    /// So many times as long as it may take nothing, a client may take to take one line: it is kept
    /// in memory meanwhile.
    private static final int LINE_PATIENCE = 6;

    private final ScheduledExecutorService timer;
    private final ServerLimits limits;
    private final Outbox outbox;
    private final Consumer<Limit> reached;
    private volatile long activeAt = System.nanoTime();
    private volatile long lineAt = NONE;
    private volatile long writeAt = NONE;
    private volatile long batchAt = NONE;
    private long armedFor = NONE;
    private @Nullable ScheduledFuture<?> armed;
    private boolean toldToEnd;
    private boolean over;

    /// A limit that can be reached.
    enum Limit {
        /// Nothing came for long.
        IDLE("idle_timeout"),
        /// A line was begun and not ended.
        LINE("line_timeout"),
        /// The client takes nothing of what is sent.
        OUTPUT("output_timeout");

        private final String code;

        Limit(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /// Watches a connection.
    ///
    /// @param reached told, on the timer's thread, which limit was reached
    Patience(
            ScheduledExecutorService timer,
            ServerLimits limits,
            Outbox outbox,
            Consumer<Limit> reached) {
        this.timer = timer;
        this.limits = limits;
        this.outbox = outbox;
        this.reached = reached;
    }

    /// Begins.
    void start() {
        arm(limits.idle());
    }

    /// Ends. Nothing of the connection is held any more: what it was to be sent can be much.
    synchronized void stop() {
        over = true;
        disarm();
    }

    private void disarm() {
        if (armed != null) {
            armed.cancel(false);
            armed = null;
        }
    }

    /// Notes that a whole line came.
    void active() {
        activeAt = System.nanoTime();
    }

    /// Notes that a line has begun, or is over.
    void line(boolean begun) {
        lineAt = begun ? System.nanoTime() : NONE;
        if (begun) {
            arm(limits.startedLine());
        }
    }

    /// Notes that a part of a line is handed to the client.
    void writing() {
        writeAt = System.nanoTime();
        batchAt = batchAt == NONE ? writeAt : batchAt;
        arm(limits.outputProgress());
    }

    /// Notes that the client has taken all of a line.
    void written() {
        writeAt = NONE;
        batchAt = NONE;
    }

    /// Returns for how long the client has been taking one line, in nanoseconds; 0 if it takes
    /// none.
    long behindNanos() {
        return since(batchAt);
    }

    /// Returns for how long the client has not ended a line, in nanoseconds; 0 if none has begun.
    long lineNanos() {
        return since(lineAt);
    }

    private static long since(long moment) {
        return moment == NONE ? 0 : Math.max(System.nanoTime() - moment, 0);
    }

    /// Has the limits checked after `delay` at the latest.
    private synchronized void arm(Duration delay) {
        long at = System.nanoTime() + delay.toNanos();
        if (over || (armedFor != NONE && armedFor - at <= 0)) {
            return;
        }
        disarm();
        armedFor = at;
        armed = timer.schedule(() -> check(at), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void check(long at) {
        synchronized (this) {
            if (over || armedFor != at) {
                return;
            }
            armedFor = NONE;
            armed = null;
        }
        long idle = outbox.isBusy() ? limits.idle().toNanos() : left(activeAt, limits.idle());
        long line = left(lineAt, limits.startedLine());
        Duration wholeLine = limits.outputProgress().multipliedBy(LINE_PATIENCE);
        long output = Math.min(left(writeAt, limits.outputProgress()), left(batchAt, wholeLine));
        if (output <= 0) {
            stop();
            reached.accept(Limit.OUTPUT);
        } else if (toldToEnd) {
            // What is still to be sent is sent, if the client takes it.
            arm(Duration.ofNanos(Math.min(output, limits.outputProgress().toNanos())));
        } else if (line <= 0) {
            end(Limit.LINE);
        } else if (idle <= 0) {
            end(Limit.IDLE);
        } else {
            arm(Duration.ofNanos(Math.min(idle, Math.min(line, output))));
        }
    }

    private static long left(long since, Duration limit) {
        return since == NONE ? Long.MAX_VALUE / 2 : limit.toNanos() - (System.nanoTime() - since);
    }

    private void end(Limit limit) {
        toldToEnd = true;
        reached.accept(limit);
        arm(limits.outputProgress());
    }
}
