package dev.jobd.client.command;

import dev.jobd.model.Parent;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options that say when a job runs.
final class ScheduleOptions {
    private static final String AFTER = "--after";
    private static final String AFTER_ONE_OF = "--after-one-of";
    private static final List<String> KINDS =
            List.of(
                    "--every",
                    "--cron",
                    "--cron-seconds",
                    "--at",
                    "--in",
                    AFTER,
                    AFTER_ONE_OF,
                    "--manual");

    private ScheduleOptions() {}

    /// Adds them.
    static void describe(CommandSpec spec) {
        Options.value(spec, "INTERVAL", "run every so often, such as 5m", "--every");
        Options.value(
                spec,
                "finish",
                "count the interval from the end of the last run, not on a fixed grid",
                "--from");
        Options.value(spec, "TIME", "one point of the grid of --every (default: now)", "--anchor");
        Options.value(spec, "TIME", "run once, at a time", "--at");
        Options.value(spec, "DURATION", "run once, after a while", "--in");
        Options.flag(spec, "with --at: take a time that has passed, and run at once", "--late-ok");
        Options.flag(spec, "run only when triggered", "--manual");
        Options.values(
                spec,
                "JOB[:END]",
                "run once this job, and each other one named so, has ended: 'ok' (usual), 'fail' or"
                        + " 'any'; several times",
                AFTER);
        Options.values(
                spec,
                "JOB[:END]",
                "run after each such end of this job, or of another one named so",
                AFTER_ONE_OF);
        describeCron(spec);
    }

    /// Returns the schedule as the protocol has it; empty if no option names one.
    static Optional<Json.Obj> read(ParseResult words, Session session) {
        List<String> given = KINDS.stream().filter(words::hasMatchedOption).toList();
        if (given.size() > 1) {
            throw new UsageException(
                    "a job has one schedule: %s and %s exclude each other"
                            .formatted(given.get(0), given.get(1)));
        }
        String kind = given.isEmpty() ? "" : given.getFirst();
        requireKind(words, kind, "--from", "--every");
        requireKind(words, kind, "--anchor", "--every");
        requireKind(words, kind, "--late-ok", "--at");
        return switch (kind) {
            case "--every" -> Optional.of(every(words, session));
            case "--cron", "--cron-seconds" ->
                    Optional.of(cron(words, kind, Options.text(words, kind).orElseThrow()));
            case "--at" ->
                    Optional.of(at(words, kind, Options.text(words, kind).orElseThrow(), session));
            case "--in" -> Optional.of(in(kind, Options.text(words, kind).orElseThrow(), session));
            case AFTER, AFTER_ONE_OF -> Optional.of(after(words, kind));
            case "--manual" -> Optional.of(kind("manual").build());
            default -> Optional.empty();
        };
    }

    /// Puts the zone that is not that of a cron expression given with it.
    static void putZone(ParseResult words, Json.Builder job) {
        boolean isOfCron =
                words.hasMatchedOption("--cron") || words.hasMatchedOption("--cron-seconds");
        if (!isOfCron) {
            Options.text(words, "--tz").ifPresent(zone -> job.put("tz", zone));
        }
    }

    /// Refuses a zone of a new job that is that of nothing.
    static void requireZoneOfSomething(ParseResult words) {
        List<String> wants = List.of("--cron", "--cron-seconds", "--between", "--except");
        if (words.hasMatchedOption("--tz") && wants.stream().noneMatch(words::hasMatchedOption)) {
            throw new UsageException("--tz goes with --cron, --between or --except");
        }
    }

    /// Adds those of cron expressions.
    static void describeCron(CommandSpec spec) {
        Options.value(
                spec,
                "EXPR",
                "a cron expression, such as '30 2 * * 1-5', @daily or @reboot (each time jobd starts)",
                "--cron");
        Options.value(spec, "EXPR", "one of six fields, the second first", "--cron-seconds");
        Options.value(
                spec,
                "ZONE",
                "the time zone of --cron, --between and --except (default: that of the daemon)",
                "--tz");
    }

    /// Returns the schedule of a cron expression.
    ///
    /// @param name the option that says how many fields it has
    static Json.Obj cron(ParseResult words, String name, String expression) {
        Json.Builder schedule = kind("cron").put(name.substring(2).replace('-', '_'), expression);
        return schedule.putIf("tz", Options.text(words, "--tz").map(Json::of)).build();
    }

    /// Returns the schedule of a job that runs at once.
    static Json.Obj now() {
        return kind("now").build();
    }

    /// Returns the schedule of a job that runs only when triggered.
    static Json.Obj manual() {
        return kind("manual").build();
    }

    /// Returns the schedule of a job that runs once, at a time.
    ///
    /// @param name the option that has it, empty if none does
    static Json.Obj at(ParseResult words, String name, String time, Session session) {
        boolean isLateOk = words.hasMatchedOption("--late-ok");
        Instant at =
                isLateOk ? Options.anyTime(name, time, session) : Options.time(name, time, session);
        Json.Builder once = kind("once").put("at", at);
        return isLateOk ? once.put("late_ok", true).build() : once.build();
    }

    /// Returns the schedule of a job that runs once, after a while.
    static Json.Obj in(String name, String duration, Session session) {
        Instant at = session.now().plus(Options.duration(name, duration));
        return kind("once").put("at", at).build();
    }

    private static Json.Obj after(ParseResult words, String option) {
        List<Parent> parents =
                Options.texts(words, option).stream().map(text -> parent(option, text)).toList();
        return ScheduleJson.after(parents, option.equals(AFTER_ONE_OF));
    }

    private static Parent parent(String option, String text) {
        try {
            return Parent.parse(text);
        } catch (IllegalArgumentException _) {
            throw Options.wrong(option, text, Parent.RULE);
        }
    }

    private static Json.Obj every(ParseResult words, Session session) {
        long millis = Options.duration(words, "--every").orElseThrow().toMillis();
        Optional<String> from = Options.text(words, "--from");
        if (from.isPresent() && !from.get().equals("finish")) {
            throw Options.wrong("--from", from.get(), "'finish'");
        }
        Optional<String> anchor = Options.text(words, "--anchor");
        if (from.isPresent() && anchor.isPresent()) {
            throw new UsageException(
                    "--anchor is for a fixed grid; --from finish has none: leave one out");
        }
        Json.Builder schedule = kind(from.isPresent() ? "fixed-delay" : "fixed-rate");
        schedule.put("every_ms", millis);
        anchor.map(text -> Options.anyTime("--anchor", text, session))
                .ifPresent(time -> schedule.put("anchor", time));
        return schedule.build();
    }

    private static Json.Builder kind(String kind) {
        return Json.object().put("kind", kind);
    }

    private static void requireKind(ParseResult words, String kind, String option, String needed) {
        if (words.hasMatchedOption(option) && !kind.equals(needed)) {
            throw new UsageException(option + " goes with " + needed);
        }
    }
}
