package dev.jobd.daemon.log;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// Hands records to the one log.
final class DaemonLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient DaemonLog log;

    DaemonLogger(String name, DaemonLog log) {
        this.name = name;
        this.log = log;
    }

    @Override
    public boolean isTraceEnabled() {
        return log.has(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.has(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return log.has(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return log.has(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return log.has(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            Object @Nullable [] parts,
            @Nullable Throwable failure) {
        String text = Objects.requireNonNullElse(pattern, "null");
        String message = MessageFormatter.basicArrayFormat(text, parts);
        log.record(level, name, text, message, failure);
    }
}
