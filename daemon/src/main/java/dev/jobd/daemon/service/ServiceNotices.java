package dev.jobd.daemon.service;

import dev.jobd.text.SafeText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells the service manager what state the daemon is in, in the words of sd_notify(3). Where none
/// has started it, nothing is told. Safe for any thread; never fails.
public final class ServiceNotices {
    /// How much longer than what it waits for an end may take: clients are answered, the store is
    /// closed.
    private static final Duration CLOSING = Duration.ofSeconds(60);

    private final Consumer<String> told;
    private final Optional<Duration> watchdog;

    /// @param told takes each message, lines of `NAME=value`
    /// @param watchdog how long the manager waits for a sign of life; empty if it does not
    ServiceNotices(Consumer<String> told, Optional<Duration> watchdog) {
        this.told = told;
        this.watchdog = watchdog;
    }

    /// Returns those for the manager that this environment names, if any: `NOTIFY_SOCKET` is where
    /// it listens, `WATCHDOG_USEC` how long it waits for a sign of life of `WATCHDOG_PID`.
    ///
    /// @param pid the process that this is
    public static ServiceNotices of(Map<String, String> environment, long pid) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return new ServiceNotices(_ -> {}, Optional.empty());
        }
        return new ServiceNotices(new NotifySocket(address), watchdog(environment, pid));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String process = environment.getOrDefault("WATCHDOG_PID", "");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        boolean isMeant = process.isEmpty() || process.equals(Long.toString(pid));
        // Fifteen digits are thirty years.
        return isMeant && micros.matches("[1-9]\\d{0,14}")
                ? Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000))
                : Optional.empty();
    }

    /// Returns how long the manager waits for [#alive] before it ends the daemon.
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /// The daemon answers.
    public void ready(String status) {
        told.accept("READY=1\n" + status(status));
    }

    /// The deciding thread goes on.
    public void alive(String status) {
        told.accept("WATCHDOG=1\n" + status(status));
    }

    /// The daemon begins to end, which the manager does not cut short before this long has passed.
    public void stopping(Duration longest, String status) {
        long micros = longest.plus(CLOSING).toNanos() / 1000;
        told.accept("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + micros + "\n" + status(status));
    }

    private static String status(String sentence) {
        return "STATUS=" + SafeText.line(sentence);
    }
}
