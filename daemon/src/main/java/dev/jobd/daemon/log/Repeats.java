package dev.jobd.daemon.log;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// Keeps what is told again and again from filling the log: of the same a minute has the first few,
/// and then one record that says how many more there were. For any thread.
///
/// Only while something is kept back there is a timer, for the end of its minute.
final class Repeats {
    /// Messages are few; one that is put together anew each time must not take all memory.
    private static final int KNOWN_MAX = 256;

    private final InstantSource clock;
    private final BiConsumer<Said, String> told;
    private final Map<Said, Window> windows =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Said, Window> eldest) {
                    return size() > KNOWN_MAX && eldest.getValue().more == 0;
                }
            };
    private @Nullable ScheduledThreadPoolExecutor timer;

    /// What makes two records the same.
    record Said(Level level, String logger, String pattern) {}

    private static final class Window {
        private final long beganAt;
        private int told;
        private long more;

        private Window(long beganAt) {
            this.beganAt = beganAt;
        }
    }

    /// @param told takes what says how many more there were
    Repeats(InstantSource clock, BiConsumer<Said, String> told) {
        this.clock = clock;
        this.told = told;
    }

    /// Tells whether the record is to be told.
    synchronized boolean admits(Said record) {
        long now = clock.millis();
        @Nullable Window window = windows.get(record);
        // The clock may have been set back.
        if (window == null
                || (Math.abs(now - window.beganAt) >= DaemonLog.WINDOW.toMillis()
                        && window.more == 0)) {
            window = new Window(now);
            windows.put(record, window);
        }
        if (window.told < DaemonLog.TOLD_MAX) {
            window.told++;
            return true;
        }
        if (window.more++ == 0) {
            var _ =
                    timer().schedule(
                                    () -> close(record),
                                    DaemonLog.WINDOW.toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /// Ends the minute of a record and says how many more there were.
    void close(Said record) {
        long more;
        synchronized (this) {
            @Nullable Window window = windows.remove(record);
            more = window == null ? 0 : window.more;
        }
        if (more > 0) {
            told.accept(
                    record, record.pattern() + " … " + more + " more like this in the last minute");
        }
    }

    private ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor made = timer;
        if (made == null) {
            made =
                    new ScheduledThreadPoolExecutor(
                            1, Thread.ofPlatform().name("log-repeats").daemon().factory());
            made.setKeepAliveTime(1, TimeUnit.SECONDS);
            made.allowCoreThreadTimeOut(true);
            timer = made;
        }
        return made;
    }
}
