package dev.jobd.wire;

import static dev.jobd.wire.Field.optional;

import dev.jobd.model.Backoff;
import dev.jobd.model.ExitCodes;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Jitter;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Needs;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Policies;
import dev.jobd.model.RetryCases;
import dev.jobd.model.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The shapes of those policies that replies leave out while they are as usual.
final class PolicyShape {
    private static final Shape.Parsed CODES =
            new Shape.Parsed("exit-codes", 1_000, ExitCodes.RULE, ExitCodes::parse);
    private static final Shape.Parsed CASES =
            new Shape.Parsed("retry-cases", 1_000, RetryCases.RULE, RetryCases::parse);

    private static final double LEAST_LOAD = 0.01;

    private PolicyShape() {}

    static List<Field> fields() {
        return Stream.of(retries(), failures(), dueTimes(), limits(), needs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Field> retries() {
        return List.of(
                optional(
                        "retry_factor",
                        new Shape.Decimal(1, Backoff.FACTOR_MAX),
                        "each pause so many times as long as the one before",
                        Json.of(1)),
                optional(
                        "retry_max_delay_ms",
                        new Shape.OrNull(Shape.millis(Duration.ZERO, Schedule.LONGEST)),
                        "the longest pause; null: any",
                        Json.NULL),
                optional(
                        "retry_jitter",
                        new Shape.Choice(Arrays.stream(Jitter.values()).map(Jitter::word).toList()),
                        "full: each pause is drawn anew, from none to its whole length",
                        Json.of(Jitter.NONE.word())),
                optional(
                        "retry_on",
                        CASES,
                        "the ends after which there is another attempt",
                        Json.of(RetryCases.USUAL.text())),
                optional(
                        "no_retry_on",
                        CASES,
                        "those of them after which there is none all the same",
                        Json.of(RetryCases.NONE.text())));
    }

    private static List<Field> dueTimes() {
        MisfirePolicy usual = Policies.DEFAULT.misfire();
        return List.of(
                optional(
                        "overlap",
                        new Shape.Parsed("overlap", 20, OverlapPolicy.RULE, OverlapPolicy::parse),
                        "what happens when it is due while runs of it are active",
                        Json.of(Policies.DEFAULT.overlap().text())),
                optional(
                        "misfire",
                        new Shape.Choice(
                                Arrays.stream(MisfirePolicy.Kind.values())
                                        .map(MisfirePolicy.Kind::word)
                                        .toList()),
                        "how many of the due times are caught up that were missed by more than a"
                                + " minute",
                        Json.of(usual.kind().word())),
                optional(
                        "catchup_window_ms",
                        Shape.millis(Duration.ZERO, Schedule.LONGEST),
                        "what was missed longer ago is recorded and not run",
                        Json.of(usual.window().toMillis())));
    }

    private static List<Field> limits() {
        Shape.OrNull limit = new Shape.OrNull(Shape.millis(Duration.ofMillis(1), Schedule.LONGEST));
        return List.of(
                optional(
                        "deadline_ms",
                        limit,
                        "how long after its due time a run with all its attempts must be over;"
                                + " null: any time",
                        Json.NULL),
                optional(
                        "start_within_ms",
                        limit,
                        "how long after its due time a run must have started, or is skipped; null:"
                                + " any time",
                        Json.NULL),
                optional(
                        "warn_after_ms",
                        limit,
                        "how long an attempt may run before it is told to be slow; null: never",
                        Json.NULL),
                optional(
                        "leave_children",
                        new Shape.Flag(),
                        "leave alone what a process that ends by itself leaves behind",
                        Json.of(false)));
    }

    private static List<Field> needs() {
        return List.of(
                optional(
                        "weight",
                        new Shape.Whole(1, Needs.WEIGHT_MAX),
                        "how many slots of its group a run takes; one that is heavier than all of"
                                + " them runs alone",
                        Json.of(Needs.USUAL.weight())),
                optional(
                        "locks",
                        Shape.list(JobShape.GROUP, Needs.LOCKS_MAX),
                        "names of locks that a run holds while it has a process; jobs that share"
                                + " one never run together",
                        new Json.Arr(List.of())),
                optional(
                        "max_load",
                        new Shape.OrNull(new Shape.Decimal(LEAST_LOAD, Needs.LOAD_MAX)),
                        "a run starts only while the machine's load of one minute is below this;"
                                + " null: whatever it is",
                        Json.NULL));
    }

    private static List<Field> failures() {
        FailurePolicy usual = Policies.DEFAULT.failure();
        return List.of(
                optional(
                        "success_codes",
                        CODES,
                        "exit codes that are success beside 0",
                        Json.of(usual.success().text())),
                optional(
                        "snooze_code",
                        CODES,
                        "exit codes that ask for another attempt after retry_delay_ms, which uses"
                                + " none up",
                        Json.of(usual.snooze().text())),
                optional(
                        "pause_after_failures",
                        new Shape.OrNull(new Shape.Whole(1, FailurePolicy.PAUSE_AFTER_MAX)),
                        "after so many failed runs in a row the schedule is paused; null: never",
                        Json.NULL));
    }
}
