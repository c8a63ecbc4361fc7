package dev.jobd.client.command;

import dev.jobd.model.DurationText;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options for those rules of a job that the daemon tells only where they are not as usual.
enum PolicyOption {
    WEIGHT(
            "--weight",
            "weight",
            Value.COUNT,
            "N",
            "how many slots of its group a run takes (default: 1); more than there are: it runs"
                    + " alone"),
    LOCK(
            "--lock",
            "locks",
            Value.NAMES,
            "NAME",
            "a lock that a run holds: jobs that share one never run together; several times, or"
                    + " NAME,NAME, or none"),
    MAX_LOAD(
            "--max-load",
            "max_load",
            Value.DECIMAL_OR_NONE,
            "N",
            "start only while the load of the last minute is below N, or none"),
    RETRY_FACTOR(
            "--retry-factor",
            "retry_factor",
            Value.DECIMAL,
            "N",
            "each pause before a retry N times the one before (default: 1)"),
    RETRY_MAX_DELAY(
            "--retry-max-delay",
            "retry_max_delay_ms",
            Value.DURATION_OR_NONE,
            "DURATION",
            "the longest such pause, or none"),
    RETRY_JITTER(
            "--retry-jitter",
            "retry_jitter",
            Value.TEXT,
            "none|full",
            "full: draw each pause anew, from nothing to its whole length"),
    RETRY_ON(
            "--retry-on",
            "retry_on",
            Value.TEXT,
            "CASES",
            "what is tried again: fail, timeout, lost, not-started, exit codes such as 1,10-20"
                    + " (default: fail,timeout,lost)"),
    NO_RETRY_ON(
            "--no-retry-on", "no_retry_on", Value.TEXT, "CASES", "what of that is not, or none"),
    SUCCESS_CODES(
            "--success-codes",
            "success_codes",
            Value.TEXT,
            "CODES",
            "exit codes that are success beside 0, or none"),
    SNOOZE_CODE(
            "--snooze-code",
            "snooze_code",
            Value.TEXT,
            "CODE",
            "the exit code that asks to be started again after --retry-delay and uses no attempt"
                    + " up, or none (default: 75)"),
    PAUSE_AFTER_FAILURES(
            "--pause-after-failures",
            "pause_after_failures",
            Value.COUNT_OR_NONE,
            "N",
            "pause the schedule after N failed runs in a row, or none"),
    OVERLAP(
            "--overlap",
            "overlap",
            Value.TEXT,
            "RULE",
            "when it is due while a run is active: skip (default), queue, queue-all:N, replace,"
                    + " allow:N"),
    MISFIRE(
            "--misfire",
            "misfire",
            Value.TEXT,
            "once|skip|all",
            "how many of the times to catch up that were missed (default: once)"),
    CATCHUP_WINDOW(
            "--catchup-window",
            "catchup_window_ms",
            Value.DURATION,
            "DURATION",
            "what was missed longer ago is not caught up (default: 24h)"),
    JITTER(
            "--jitter",
            "jitter_ms",
            Value.DURATION_OR_NOTHING,
            "DURATION",
            "each due time later by less than this, always by the same for a job, or none"),
    STARTS("--starts", "starts", Value.TIME_OR_NONE, "TIME", "nothing is due before, or none"),
    ENDS("--ends", "ends", Value.TIME_OR_NONE, "TIME", "nothing is due then or later, or none"),
    MAX_RUNS(
            "--max-runs",
            "max_runs",
            Value.COUNT_OR_NONE,
            "N",
            "the schedule makes N runs and no more, or none: any number"),
    BETWEEN(
            "--between",
            "between",
            Value.TEXT_OR_NONE,
            "HH:MM-HH:MM",
            "only due times in this part of the day count (over midnight: 22:00-06:00), or none"),
    EXCEPT(
            "--except",
            "except",
            Value.NAMES,
            "CALENDAR",
            "nothing is due on the days of a calendar (jobctl calendar); several times, or"
                    + " NAME,NAME, or none"),
    DEADLINE(
            "--deadline",
            "deadline_ms",
            Value.DURATION_OR_NONE,
            "DURATION",
            "end a run that is not over, with all its attempts, so long after its due time"),
    START_WITHIN(
            "--start-within",
            "start_within_ms",
            Value.DURATION_OR_NONE,
            "DURATION",
            "skip a run that has not started so long after its due time, or none"),
    WARN_AFTER(
            "--warn-after",
            "warn_after_ms",
            Value.DURATION_OR_NONE,
            "DURATION",
            "call an attempt slow that runs longer (event run.slow), or none"),
    LEAVE_CHILDREN(
            "--leave-children",
            "leave_children",
            Value.FLAG,
            "yes|no",
            "leave alone what a process that ends by itself leaves behind"),
    DESCRIPTION(
            "--description",
            "description",
            Value.TEXT_OR_NONE,
            "TEXT",
            "what the job is for, or none; changes nothing about its runs");

    /// The word that takes a limit away.
    private static final String NONE = "none";

    private static final String YES = "yes";

    private final String option;
    private final String member;
    private final Value value;
    private final String label;
    private final String help;

    /// What an option is given.
    private enum Value {
        TEXT,
        TEXT_OR_NONE,
        TIME_OR_NONE,
        FLAG,
        DECIMAL,
        DECIMAL_OR_NONE,
        NAMES,
        COUNT,
        COUNT_OR_NONE,
        DURATION,
        DURATION_OR_NONE,
        DURATION_OR_NOTHING
    }

    PolicyOption(String option, String member, Value value, String label, String help) {
        this.option = option;
        this.member = member;
        this.value = value;
        this.label = label;
        this.help = help;
    }

    /// Returns the option as it is typed.
    String option() {
        return option;
    }

    /// Returns the member of a definition that it sets.
    String member() {
        return member;
    }

    /// Adds all of them.
    static void describe(CommandSpec spec) {
        for (PolicyOption it : values()) {
            if (it.value == Value.NAMES) {
                Options.values(spec, it.label, it.help, it.option);
            } else {
                Options.value(spec, it.label, it.help, it.option);
            }
        }
    }

    /// Puts what was given.
    static void read(ParseResult words, Json.Builder job, Session session) {
        for (PolicyOption it : values()) {
            it.text(words).ifPresent(text -> job.put(it.member, it.json(text, session)));
        }
    }

    private Optional<String> text(ParseResult words) {
        if (value != Value.NAMES) {
            return Options.text(words, option);
        }
        List<String> all = Options.texts(words, option);
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(",", all));
    }

    private Json json(String text, Session session) {
        return switch (value) {
            case TEXT -> Json.of(text);
            case TEXT_OR_NONE -> text.equals(NONE) ? Json.NULL : Json.of(text);
            case TIME_OR_NONE ->
                    text.equals(NONE) ? Json.NULL : Json.of(Options.anyTime(option, text, session));
            case FLAG -> Json.of(flag(text));
            case DECIMAL -> decimal(text);
            case DECIMAL_OR_NONE -> text.equals(NONE) ? Json.NULL : decimal(text);
            case NAMES ->
                    Json.strings(text.equals(NONE) ? List.of() : List.of(text.split(",", -1)));
            case COUNT -> count(text, "a number from 1");
            case COUNT_OR_NONE ->
                    text.equals(NONE) ? Json.NULL : count(text, "a number from 1 or 'none'");
            case DURATION -> Json.of(Options.duration(option, text).toMillis());
            case DURATION_OR_NONE ->
                    text.equals(NONE)
                            ? Json.NULL
                            : Json.of(Options.duration(option, text).toMillis());
            case DURATION_OR_NOTHING ->
                    Json.of(text.equals(NONE) ? 0 : Options.duration(option, text).toMillis());
        };
    }

    private boolean flag(String text) {
        if (!text.equals(YES) && !text.equals("no")) {
            throw Options.wrong(option, text, "yes or no");
        }
        return text.equals(YES);
    }

    private Json count(String text, String rule) {
        if (!text.matches("[1-9]\\d{0,14}")) {
            throw Options.wrong(option, text, rule);
        }
        return Json.of(Long.parseLong(text));
    }

    private Json decimal(String text) {
        if (!text.matches("\\d{1,15}(\\.\\d{1,9})?")) {
            throw Options.wrong(option, text, "a number such as 2 or 1.5");
        }
        return text.contains(".")
                ? new Json.Num(Double.parseDouble(text))
                : Json.of(Long.parseLong(text));
    }

    /// Returns what a job has, as it is typed; empty if that is as usual.
    Optional<String> textIn(Json.Obj job) {
        return job.find(member)
                .map(json ->
                        switch (json) {
                            case Json.Str(String text) -> text;
                            case Json.Int(long number) ->
                                    switch (value) {
                                        case DURATION, DURATION_OR_NONE, DURATION_OR_NOTHING ->
                                                DurationText.format(Duration.ofMillis(number));
                                        case TEXT,
                                                TEXT_OR_NONE,
                                                TIME_OR_NONE,
                                                FLAG,
                                                DECIMAL,
                                                DECIMAL_OR_NONE,
                                                NAMES,
                                                COUNT,
                                                COUNT_OR_NONE ->
                                                Long.toString(number);
                                    };
                            case Json.Num(double number) -> Double.toString(number);
                            case Json.Bool(boolean flag) -> flag ? YES : "no";
                            case Json.Arr _ -> String.join(",", job.texts(member));
                            case Json.Obj _, Json.Null _ -> NONE;
                        });
    }

    /// Returns what it is called where a job is shown.
    String title() {
        return option.substring(2).replace('-', ' ');
    }
}
