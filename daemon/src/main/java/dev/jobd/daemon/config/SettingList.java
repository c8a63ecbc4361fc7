package dev.jobd.daemon.config;

import static dev.jobd.daemon.config.Setting.Applies.NEW_STORE;
import static dev.jobd.daemon.config.Setting.Applies.RESTART;

import dev.jobd.model.Group;
import dev.jobd.wire.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All that can be set. The help of `jobd`, the sample file, the manual and the checks are made of
/// this.
///
/// Where state and socket are is not among it: `jobctl` has to find them and reads no file.
public final class SettingList {
    private static final int COUNT_MAX = 999_999;
    private static final Kind<Duration> PAUSE = length(Duration.ZERO, Duration.ofDays(7));
    private static final Kind<Duration> WAIT = length(Duration.ofSeconds(1), Duration.ofHours(1));
    private static final Kind<Long> FILE = new Kind.Size(64 << 10, 1L << 40);
    private static final Kind<Integer> FILES = new Kind.Whole(0, 100);

    /// How many processes may run at once.
    public static final Setting<Integer> PROCESSES_MAX =
            Setting.of(
                            "runs.processes_max",
                            count(1),
                            512,
                            "How many processes may run at once, over all groups.")
                    .withOption("--processes");

    /// How long a signal waits for what runs.
    public static final Setting<Duration> DRAIN =
            Setting.of(
                            "runs.drain",
                            PAUSE,
                            Duration.ZERO,
                            "On SIGTERM and SIGINT start nothing more and wait for what runs, so"
                                    + " long at most. A second signal ends jobd at once.")
                    .withOption("--drain");

    /// The slots of the default group.
    public static final Setting<Integer> DEFAULT_SLOTS =
            Setting.without(
                            "runs.default_slots",
                            new Kind.Whole(1, Group.SLOTS_MAX),
                            "one for each processor",
                            "Slots of the group 'default' in a new store; afterwards 'jobctl group"
                                    + " set' changes them.")
                    .when(NEW_STORE)
                    .withOption("--slots");

    /// The search path of jobs.
    public static final Setting<String> PATH =
            Setting.without(
                    "runs.path",
                    new Kind.Text(
                            Pattern.compile("/[^\\n\\x00]*"), "absolute folders with : between"),
                    "the PATH that jobd was started with",
                    "PATH of the processes of jobs that bring none of their own.");

    /// From when on a start is late.
    public static final Setting<Duration> LATE_AFTER =
            Setting.of(
                    "runs.late_after",
                    length(Duration.ofMillis(100), Duration.ofDays(1)),
                    Duration.ofSeconds(10),
                    "A run that starts longer after its due time is counted as late.");

    /// How many bytes of logs are kept.
    public static final Setting<Long> LOGS_MAX =
            Setting.of(
                            "history.logs_max",
                            new Kind.Size(0, 1L << 50),
                            10L << 30,
                            "How much room the logs of ended runs may take. Beyond it the oldest"
                                    + " go, those of failed runs last.")
                    .withOption("--logs-max");

    /// How many commits can be read back.
    public static final Setting<Integer> COMMITS =
            Setting.of(
                            "history.commits",
                            new Kind.Whole(10_000, 10_000_000),
                            10_000,
                            "How many changes those who follow events can go back at least, as far"
                                    + " as history.commits_bytes allows.")
                    .when(RESTART);

    /// How old commits that can be read back are.
    public static final Setting<Duration> COMMITS_FOR =
            Setting.of(
                            "history.commits_for",
                            length(Duration.ofHours(1), Duration.ofDays(365)),
                            Duration.ofDays(7),
                            "How far back in time they can go at least, as far as"
                                    + " history.commits_bytes allows.")
                    .when(RESTART);

    /// How many bytes of commits are kept.
    public static final Setting<Long> COMMITS_BYTES =
            Setting.of(
                            "history.commits_bytes",
                            new Kind.Size(16 << 20, 1L << 40),
                            64L << 20,
                            "How much room these changes may take.")
                    .when(RESTART);

    /// How many connections there may be.
    public static final Setting<Integer> CONNECTIONS_MAX =
            Setting.of(
                            "server.connections_max",
                            count(32),
                            Limits.CONNECTIONS,
                            "How many clients may be connected at once; each takes memory.")
                    .withOption("--connections");

    /// The longest request.
    public static final Setting<Long> REQUEST_BYTES_MAX =
            Setting.of(
                    "server.request_bytes_max",
                    new Kind.Size(4 << 10, Limits.LINE_BYTES),
                    (long) Limits.LINE_BYTES,
                    "The longest line that a client may send.");

    /// How many requests of a connection may wait.
    public static final Setting<Integer> IN_FLIGHT =
            Setting.of(
                    "server.requests_in_flight",
                    new Kind.Whole(1, 1024),
                    Limits.IN_FLIGHT,
                    "How many requests of one connection may be without an answer before it is"
                            + " read no further.");

    /// How many feeds a connection may have.
    public static final Setting<Integer> SUBSCRIPTIONS =
            Setting.of(
                    "server.subscriptions_per_connection",
                    new Kind.Whole(1, 1024),
                    Limits.SUBSCRIPTIONS,
                    "How many subscriptions and logs one connection may follow at once.");

    /// How many feeds there may be.
    public static final Setting<Integer> SUBSCRIPTIONS_MAX =
            Setting.of(
                            "server.subscriptions_max",
                            new Kind.Whole(1, 100_000),
                            512,
                            "How many there may be of all connections; each takes a thread.")
                    .when(RESTART);

    /// How long a connection may be silent.
    public static final Setting<Duration> IDLE =
            Setting.of(
                    "server.idle",
                    length(Duration.ofSeconds(1), Duration.ofDays(1)),
                    Limits.IDLE,
                    "How long a connection may be silent before it is closed.");

    /// How long a line may take.
    public static final Setting<Duration> LINE_TIMEOUT =
            Setting.of(
                    "server.line_timeout",
                    WAIT,
                    Duration.ofSeconds(30),
                    "How long a client may take over a line it has begun.");

    /// How long a client may take nothing.
    public static final Setting<Duration> OUTPUT_TIMEOUT =
            Setting.of(
                    "server.output_timeout",
                    WAIT,
                    Duration.ofSeconds(10),
                    "How long a client may take nothing of what is sent before it is let go.");

    /// How long a request may take.
    public static final Setting<Duration> REQUEST_TIMEOUT =
            Setting.of(
                    "server.request_timeout",
                    WAIT,
                    Duration.ofSeconds(30),
                    "How long a request may take before it is answered with 'timeout'.");

    /// How long a subscription waits for its client.
    public static final Setting<Duration> SUBSCRIBER_TIMEOUT =
            Setting.of(
                    "server.subscriber_timeout",
                    WAIT,
                    Duration.ofSeconds(10),
                    "How long a subscription with a full queue waits for its client before it is"
                            + " ended; the client can go on where it was.");

    /// How often a quiet feed says something.
    public static final Setting<Duration> HEARTBEAT =
            Setting.of(
                    "server.heartbeat",
                    WAIT,
                    Duration.ofSeconds(15),
                    "How often a subscription without news sends a line.");

    /// How large the audit log gets.
    public static final Setting<Long> AUDIT_BYTES =
            Setting.of(
                    "audit.file_bytes_max",
                    FILE,
                    16L << 20,
                    "How long audit.jsonl gets before it is put away under a number.");

    /// How many old ones are kept.
    public static final Setting<Integer> AUDIT_FILES =
            Setting.of("audit.old_files", FILES, 4, "How many of those are kept.");

    /// From which level on the daemon's log has records.
    public static final Setting<String> LOG_LEVEL =
            Setting.of(
                    "log.level",
                    new Kind.Word(List.of("error", "warn", "info", "debug")),
                    "info",
                    "What is logged: records of this level and worse.");

    /// How records are written.
    public static final Setting<String> LOG_FORMAT =
            Setting.of(
                    "log.format",
                    new Kind.Word(List.of("auto", "plain", "journald")),
                    "auto",
                    "How records are written: plain with a time, journald with a priority and"
                            + " without, auto as it suits where standard error goes.");

    /// How large the daemon's log gets.
    public static final Setting<Long> LOG_BYTES =
            Setting.of(
                    "log.file_bytes_max",
                    FILE,
                    8L << 20,
                    "How long jobd.log in the state directory gets before it is put away under a"
                            + " number.");

    /// How many old ones are kept.
    public static final Setting<Integer> LOG_FILES =
            Setting.of("log.old_files", FILES, 3, "How many of those are kept.");

    /// Where metrics are written.
    public static final Setting<String> TEXTFILE =
            Setting.without(
                    "metrics.textfile",
                    new Kind.Text(
                            Pattern.compile("/[^\\n\\x00]*\\.prom"),
                            "an absolute path that ends in .prom"),
                    "none is written",
                    "A file with all metrics for the textfile collector of node_exporter, replaced"
                            + " as a whole; others may read it.");

    /// How often that is.
    public static final Setting<Duration> TEXTFILE_EVERY =
            Setting.of(
                    "metrics.interval",
                    length(Duration.ofSeconds(1), Duration.ofHours(1)),
                    Duration.ofSeconds(30),
                    "How often that file is written.");

    /// All of them, in the order of the file.
    public static final List<Setting<?>> ALL = all();

    private SettingList() {}

    /// Returns the one with that name.
    public static Optional<Setting<?>> find(String name) {
        return ALL.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /// Returns the one that this option of `jobd` sets.
    public static Optional<Setting<?>> ofOption(String option) {
        return option.isEmpty()
                ? Optional.empty()
                : ALL.stream().filter(it -> it.option().equals(option)).findFirst();
    }

    private static List<Setting<?>> all() {
        List<Setting<?>> before = List.of(PROCESSES_MAX, DRAIN, DEFAULT_SLOTS, PATH, LATE_AFTER);
        List<Setting<?>> after =
                List.of(
                        LOGS_MAX,
                        COMMITS,
                        COMMITS_FOR,
                        COMMITS_BYTES,
                        CONNECTIONS_MAX,
                        REQUEST_BYTES_MAX,
                        IN_FLIGHT,
                        SUBSCRIPTIONS,
                        SUBSCRIPTIONS_MAX,
                        IDLE,
                        LINE_TIMEOUT,
                        OUTPUT_TIMEOUT,
                        REQUEST_TIMEOUT,
                        SUBSCRIBER_TIMEOUT,
                        HEARTBEAT,
                        AUDIT_BYTES,
                        AUDIT_FILES,
                        LOG_LEVEL,
                        LOG_FORMAT,
                        LOG_BYTES,
                        LOG_FILES,
                        TEXTFILE,
                        TEXTFILE_EVERY);
        return Stream.of(before, List.copyOf(JobSettings.BY_MEMBER.values()), after)
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    private static Kind<Integer> count(int min) {
        return new Kind.Whole(min, COUNT_MAX);
    }

    private static Kind<Duration> length(Duration min, Duration max) {
        return new Kind.Length(min, max);
    }
}
