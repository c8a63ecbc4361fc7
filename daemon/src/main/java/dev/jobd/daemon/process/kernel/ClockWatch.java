package dev.jobd.daemon.process.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when the civil clock is set, and when the machine wakes from its sleep: Linux cancels a
/// timer of that clock then, if asked to (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET). A thread of
/// its own sleeps in the read of that timer until the watch is closed: Java waits for a thread that
/// is in such a call when it ends, 300 ms in vain.
public final class ClockWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private static final int CLOCK_REALTIME = 0;
    private static final int CLOEXEC = 0x80000;
    private static final int RELATIVE = 0;
    private static final int ABSOLUTE_AND_CANCEL_ON_SET = 3;
    private static final int ECANCELED = 125;

    /// Seconds since 1970, so far away that the timer never ends by itself: the year 2255.
    private static final long NEVER = 9_000_000_000L;

    private final Runnable clockWasSet;
    private final MethodHandle settime =
            LibC.bindWithErrno("timerfd_settime", LibC.intOf(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle read =
            LibC.bindWithErrno(
                    "read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MemorySegment never = Arena.ofAuto().allocateFrom(JAVA_LONG, 0, 0, NEVER, 0);
    private final MemorySegment now = Arena.ofAuto().allocateFrom(JAVA_LONG, 0, 0, 0, 1);
    private final MemorySegment expirations = Arena.ofAuto().allocate(JAVA_LONG);
    private final int timer;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("clock-watch").unstarted(this::run);
    private volatile boolean closing;

    private ClockWatch(Runnable clockWasSet) {
        this.clockWasSet = clockWasSet;
        MethodHandle create = LibC.bindWithErrno("timerfd_create", LibC.intOf(JAVA_INT, JAVA_INT));
        try {
            int made = (int) create.invokeExact(LibC.captured(), CLOCK_REALTIME, CLOEXEC);
            timer = Descriptors.check(made, "timerfd_create");
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
        arm();
    }

    /// Watches from now on. Where the system cannot tell, nothing is ever told, which the log says.
    ///
    /// @param clockWasSet is run by a thread of the watch's own
    public static AutoCloseable start(Runnable clockWasSet) {
        try {
            ClockWatch watch = new ClockWatch(clockWasSet);
            watch.thread.start();
            return watch;
        } catch (UnsatisfiedLinkError | IllegalStateException without) {
            LOG.warn("a clock that is set is noticed late: {}", without.getMessage());
            return () -> {};
        }
    }

    /// Ends the watch; when this returns, nothing is told any more. Its timer goes with the
    /// process.
    @Override
    public void close() {
        closing = true;
        set(RELATIVE, now);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (await()) {
            arm();
            // Looked at after arming, which would undo what wakes it at its end.
            if (closing) {
                return;
            }
            LOG.info("the clock was set, or the machine slept");
            clockWasSet.run();
        }
        LOG.error("the clock is no longer watched: {}", Errno.text(LibC.errno()));
    }

    /// Returns when the clock was set; false if that cannot be told any more.
    private boolean await() {
        try {
            long bytes;
            do {
                bytes = (long) read.invokeExact(LibC.captured(), timer, expirations, 8L);
            } while (bytes < 0 && LibC.errno() == Errno.EINTR);
            return bytes > 0 || LibC.errno() == ECANCELED;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    private void arm() {
        int result = set(ABSOLUTE_AND_CANCEL_ON_SET, never);
        // After a clock that was set, this call tells of it once more, and arms the timer all the
        // same.
        if (result < 0 && LibC.errno() != ECANCELED) {
            Descriptors.check(result, "timerfd_settime");
        }
    }

    private int set(int flags, MemorySegment time) {
        try {
            return (int)
                    settime.invokeExact(LibC.captured(), timer, flags, time, MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }
}
