package dev.jobd.daemon.log;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// Where all records of the daemon go: each becomes one line, whatever stands in it, and the same
/// message at most so often a minute.
public final class DaemonLog implements ILoggerFactory {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

    /// How many frames of a stack are told.
    private static final int FRAMES_MAX = 40;

    private static final int CAUSES_MAX = 5;

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final ZoneId zone;
    private final Repeats repeats;
    private volatile Consumer<String> out;
    private volatile Level level = Level.INFO;
    private volatile boolean isForJournal;

    /// @param out takes lines without their ends
    DaemonLog(InstantSource clock, ZoneId zone, Consumer<String> out) {
        this.clock = clock;
        this.zone = zone;
        this.out = out;
        this.repeats = new Repeats(clock, this::print);
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, it -> new DaemonLogger(shortName(it), this));
    }

    /// Has records of this level and worse from now on, in this form.
    ///
    /// @param word such as `info`
    /// @param forJournal whether lines carry a priority for journald instead of a time
    public void configure(String word, boolean forJournal) {
        level = LogLevel.parse(word);
        isForJournal = forJournal;
    }

    /// Has lines go elsewhere from now on.
    public void redirect(Consumer<String> other) {
        out = other;
    }

    boolean has(Level wanted) {
        return wanted.toInt() >= level.toInt();
    }

    /// Takes a record.
    ///
    /// @param pattern the message before anything was put into it: what repeats has the same
    void record(
            Level at, String logger, String pattern, String message, @Nullable Throwable failure) {
        Repeats.Said it = new Repeats.Said(at, logger, pattern);
        if (repeats.admits(it)) {
            print(it, failure == null ? message : message + " | " + text(failure));
        }
    }

    /// Ends the minute of what repeats, as its timer does.
    void endMinute(Level at, String logger, String pattern) {
        repeats.close(new Repeats.Said(at, logger, pattern));
    }

    private void print(Repeats.Said record, String message) {
        String told = LogText.harmless(record.logger() + " - " + message);
        String line =
                isForJournal
                        ? "<" + LogLevel.priority(record.level()) + ">" + told
                        : TIME.format(clock.instant().atZone(zone))
                                + " "
                                + record.level()
                                + " "
                                + told;
        out.accept(line);
    }

    /// Returns a failure with its causes on one line.
    private static String text(Throwable failure) {
        return Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .map(it -> it + frames(it))
                .collect(Collectors.joining(" | caused by "));
    }

    private static String frames(Throwable failure) {
        List<StackTraceElement> all = List.of(failure.getStackTrace());
        String told =
                all.stream()
                        .limit(FRAMES_MAX)
                        .map(frame -> " | at " + frame)
                        .collect(Collectors.joining());
        int more = all.size() - FRAMES_MAX;
        return more > 0 ? told + " | and " + more + " more" : told;
    }

    private static String shortName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// How often the same may be told.
    static final int TOLD_MAX = 5;

    /// In which time.
    static final Duration WINDOW = Duration.ofMinutes(1);
}
