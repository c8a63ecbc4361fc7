package dev.jobd.daemon.log;

import java.util.Locale;
import org.slf4j.event.Level;

/// How levels are written.
final class LogLevel {
    private LogLevel() {}

    /// Returns the priority of syslog that journald knows it by.
    static int priority(Level level) {
        return switch (level) {
            case ERROR -> 3;
            case WARN -> 4;
            case INFO -> 6;
            case DEBUG, TRACE -> 7;
        };
    }

    /// Reads a word such as `info`.
    static Level parse(String word) {
        return Level.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
