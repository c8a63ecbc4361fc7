package dev.jobd.wire;

import dev.jobd.cron.CronExpression;
import dev.jobd.model.JobName;
import dev.jobd.model.Keep;
import dev.jobd.model.Notes;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Parent;
import dev.jobd.model.Policies;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The shape of a job's definition.
final class JobShape {
    /// The longest argument or variable Linux takes, less its end.
    private static final int ARGUMENT_MAX = 131_071;

    private static final int ARGUMENTS_MAX = 5_000;
    private static final int VARIABLES_MAX = 1_000;
    private static final int DIRECTORY_MAX = 4_095;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    static final Shape.Text NAME = Shape.text(1, 128, "(?!\\d+$)[A-Za-z0-9._@-]+", JobName.RULE);
    static final Shape.Text GROUP =
            Shape.text(
                    1, 128, "[A-Za-z0-9._@-]+", "1 to 128 letters, digits, '.', '_', '@' or '-'");
    static final Shape.Choice SIGNAL =
            new Shape.Choice(Arrays.stream(Signal.values()).map(Signal::name).toList());

    private static final Shape.Text PROGRAM =
            Shape.text(1, ARGUMENT_MAX, "[^\\x00]+", "a program's name or path, without NUL");
    private static final Shape.Text ARGUMENT =
            Shape.text(
                    0,
                    ARGUMENT_MAX,
                    "[^\\x00]*",
                    "a string of at most 131071 characters without NUL");

    /// What the model counts as blank, for a character class.
    private static final String BLANK =
            "\\t-\\r\\x1c- \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000";

    private static final Shape.Text SHELL =
            Shape.text(
                    1,
                    ARGUMENT_MAX,
                    "[^\\x00]*[^\\x00" + BLANK + "][^\\x00]*",
                    "a shell line, not blank, no NUL");
    private static final Shape.Text VARIABLE =
            Shape.text(
                    1, 255, "[A-Za-z_][A-Za-z0-9_]*", "a variable's name: letters, digits and '_'");
    private static final Shape.Text DIRECTORY =
            Shape.text(1, DIRECTORY_MAX, "/[^\\x00]*", "an absolute path without NUL");
    private static final Shape.Text UMASK =
            Shape.text(1, 4, "0?[0-7]{1,3}", "octal digits from 0 to 0777, as a string");

    private static final Shape.Whole INTERVAL = Shape.millis(Schedule.SHORTEST, Schedule.LONGEST);
    private static final Shape.Whole PAUSE = Shape.millis(Duration.ZERO, Schedule.LONGEST);

    private static final Shape.Parsed CRON =
            new Shape.Parsed(
                    "cron",
                    1_000,
                    "a cron expression such as '30 2 * * *'",
                    ScheduleJson::checkCron);
    private static final Shape.Parsed CRON_SECONDS =
            new Shape.Parsed(
                    "cron-seconds",
                    1_000,
                    "a cron expression with seconds such as '0 30 2 * * *'",
                    CronExpression::parseWithSeconds);
    static final Shape.Parsed ZONE =
            new Shape.Parsed(
                    "time-zone", 100, "a time zone such as Europe/Vienna or UTC", JobShape::zone);

    static final Shape.Text ORIGIN =
            Shape.text(
                    1,
                    200,
                    "[A-Za-z0-9._@:/+-]+",
                    "1 to 200 letters, digits, '.', '_', '@', ':', '/', '+' or '-'");

    /// When a job is due.
    static final Shape.Variants SCHEDULE = schedule();

    /// What a person says of a job.
    static final Shape.Struct DEFINITION = definition();

    private JobShape() {}

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            List<String> meant =
                    Suggestions.of(name, ZoneId.getAvailableZoneIds().stream().sorted().toList());
            String hint = meant.isEmpty() ? "" : "; did you mean '" + meant.getFirst() + "'?";
            throw new IllegalArgumentException(
                    "'" + name + "' is not a time zone such as Europe/Vienna or UTC" + hint,
                    unknown);
        }
    }

    private static Shape.Variants schedule() {
        Field every = Field.required("every_ms", INTERVAL, "the interval in milliseconds");
        Map<String, Shape.Struct> kinds = new LinkedHashMap<>();
        kinds.put("now", Shape.Struct.EMPTY);
        kinds.put(
                "once",
                Shape.Struct.of(
                        Field.required("at", new Shape.Time(), "when"),
                        Field.optional(
                                "late_ok",
                                new Shape.Flag(),
                                "take a time in the past, and run at once",
                                Json.of(false))));
        kinds.put(
                "fixed-rate",
                Shape.Struct.of(
                        every,
                        Field.optional(
                                "anchor",
                                new Shape.Time(),
                                "a point of the grid; absent: when the schedule is made")));
        kinds.put("fixed-delay", Shape.Struct.of(every));
        kinds.put("manual", Shape.Struct.EMPTY);
        kinds.put("cron", cron());
        kinds.put("after", after());
        return new Shape.Variants("kind", kinds);
    }

    private static Shape.Struct after() {
        List<String> ends = Arrays.stream(Parent.On.values()).map(Parent.On::word).toList();
        Shape.Struct parent =
                Shape.Struct.of(
                        Field.required("job", NAME, "its name"),
                        Field.optional(
                                "on",
                                new Shape.Choice(ends),
                                "which ends of its runs count; what was skipped is none",
                                Json.of("ok")));
        return Shape.Struct.of(
                Field.required(
                        "parents",
                        new Shape.ListOf(parent, parent, 1, Schedule.After.PARENTS_MAX),
                        "the jobs it runs after"),
                Field.optional(
                        "one_of",
                        new Shape.Flag(),
                        "due after each such end of any; else when all have ended so since it"
                                + " was due last",
                        Json.of(false)));
    }

    private static Shape.Struct cron() {
        return new Shape.Struct(
                List.of(
                        Field.optional(ScheduleJson.CRON, CRON, "minute hour day month weekday"),
                        Field.optional(
                                ScheduleJson.CRON_SECONDS, CRON_SECONDS, "the same, second first"),
                        Field.optional("tz", ZONE, "absent: the zone of the daemon")),
                List.of(ScheduleJson.CRON, ScheduleJson.CRON_SECONDS));
    }

    private static Shape.Struct definition() {
        List<Field> fields = new ArrayList<>();
        fields.addAll(what());
        fields.addAll(policies());
        fields.addAll(process());
        fields.addAll(keep());
        fields.addAll(PolicyShape.fields());
        fields.addAll(TimingShape.fields());
        fields.addAll(notes());
        return new Shape.Struct(fields, List.of("cmd", "sh"));
    }

    private static List<Field> notes() {
        return List.of(
                Field.optional(
                        "description",
                        new Shape.OrNull(
                                Shape.text(
                                        1,
                                        Notes.DESCRIPTION_MAX,
                                        "[^\\x00]*[^\\x00" + BLANK + "][^\\x00]*",
                                        "1 to "
                                                + Notes.DESCRIPTION_MAX
                                                + " characters, not all of them blank")),
                        "what it is for, in words; null: nothing is said",
                        Json.NULL),
                Field.optional(
                        "origin",
                        new Shape.OrNull(ORIGIN),
                        "what made it and keeps it as it is: apply changes and removes only jobs of"
                                + " its own origin; null: people made it",
                        Json.NULL));
    }

    private static List<Field> what() {
        Shape.ListOf command = new Shape.ListOf(PROGRAM, ARGUMENT, 1, ARGUMENTS_MAX);
        return List.of(
                Field.optional("name", NAME, "absent: after its program and number, as make-17"),
                Field.optional("cmd", command, "program and arguments; no shell"),
                Field.optional("sh", SHELL, "one line for /bin/sh -c"),
                Field.optional(
                        "schedule",
                        SCHEDULE,
                        "when it is due",
                        Json.object().put("kind", "now").build()));
    }

    private static List<Field> policies() {
        Duration retryDelay = RetryPolicy.NONE.backoff().delay();
        return List.of(
                Field.optional(
                        "group",
                        GROUP,
                        "the queue whose slots its runs take",
                        Json.of(Policies.DEFAULT_GROUP)),
                Field.optional(
                        "priority",
                        new Shape.Whole(-Policies.PRIORITY_MAX, Policies.PRIORITY_MAX),
                        "the higher starts first",
                        Json.of(0)),
                Field.optional(
                        "retries",
                        new Shape.Whole(0, RetryPolicy.RETRIES_MAX),
                        "attempts after the first",
                        Json.of(0)),
                Field.optional(
                        "retry_delay_ms",
                        PAUSE,
                        "the pause before each of them",
                        Json.of(retryDelay.toMillis())),
                Field.optional(
                        "timeout_ms",
                        new Shape.OrNull(Shape.millis(SHORTEST_TIMEOUT, Schedule.LONGEST)),
                        "how long an attempt may run; null: as long as it likes",
                        Json.NULL));
    }

    private static List<Field> keep() {
        return List.of(
                Field.optional(
                        "keep_runs",
                        new Shape.Whole(1, Keep.RUNS_MAX),
                        "how many runs stay in the history; failed ones until 5 times as many",
                        Json.of(Keep.DEFAULT.runs())),
                Field.optional(
                        "keep_for_ms",
                        Shape.millis(Keep.SHORTEST, Schedule.LONGEST),
                        "how long they stay after their end; failed ones 4 times as long",
                        Json.of(Keep.DEFAULT.time().toMillis())));
    }

    private static List<Field> process() {
        StopPolicy stop = StopPolicy.DEFAULT;
        return List.of(
                Field.optional(
                        "stop_signal",
                        SIGNAL,
                        "the first signal of a stop",
                        Json.of(stop.signal().name())),
                Field.optional(
                        "grace_ms",
                        PAUSE,
                        "between that signal and KILL",
                        Json.of(stop.grace().toMillis())),
                Field.optional(
                        "on_daemon_restart",
                        new Shape.Choice(
                                Arrays.stream(OnRestart.values()).map(OnRestart::word).toList()),
                        "what becomes of a run that outlived the daemon: it goes on, is stopped,"
                                + " or is stopped and gets another attempt",
                        Json.of(OnRestart.ADOPT.word())),
                Field.optional("dir", DIRECTORY, "working directory; absent: the daemon's home"),
                Field.optional(
                        "env",
                        new Shape.MapOf(VARIABLE, ARGUMENT, VARIABLES_MAX),
                        "variables beside what every job gets; *** in an update leaves a value as it is",
                        Json.Obj.EMPTY),
                Field.optional(
                        "umask",
                        UMASK,
                        "file mode creation mask, octal",
                        Json.of(JobJson.umask(JobJson.UMASK_DEFAULT))),
                Field.optional(
                        "env_file",
                        new Shape.OrNull(DIRECTORY),
                        "a file with more variables, NAME=VALUE a line, read when a process is made;"
                                + " nobody but its owner may read it; env counts more",
                        Json.NULL));
    }
}
