package dev.jobd.wire;

import dev.jobd.model.Backoff;
import dev.jobd.model.ExitCodes;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Jitter;
import dev.jobd.model.Limits;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Needs;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Policies;
import dev.jobd.model.RetryCases;
import dev.jobd.model.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Those policies as JSON that are left out while they are as usual, so that lists stay short.
final class PolicyJson {
    private static final Policies USUAL = Policies.DEFAULT;

    private PolicyJson() {}

    /// Puts what is not as usual.
    static void put(Json.Builder job, Policies policies) {
        putRetries(job, policies.retry());
        putFailures(job, policies.failure());
        putUnless(job, "overlap", policies.overlap().text(), USUAL.overlap().text());
        putMisfire(job, policies.misfire());
        putLimit(job, "deadline_ms", policies.limits().deadline());
        putLimit(job, "start_within_ms", policies.limits().startWithin());
        putLimit(job, "warn_after_ms", policies.limits().warnAfter());
        putUnless(job, "leave_children", Json.of(policies.stop().leaveChildren()), Json.of(false));
        putNeeds(job, policies.needs());
        TimingJson.put(job, policies.timing());
    }

    /// Returns the policies of a job that has been checked.
    static Policies read(Json.Obj job, Policies rest) {
        return rest.withNeeds(needs(job))
                .withRetry(retries(job))
                .withFailure(failures(job))
                .withOverlap(
                        job.findText("overlap").map(OverlapPolicy::parse).orElse(USUAL.overlap()))
                .withMisfire(misfire(job))
                .withLimits(
                        new Limits(
                                length(job, "timeout_ms"),
                                length(job, "deadline_ms"),
                                length(job, "start_within_ms"),
                                length(job, "warn_after_ms")));
    }

    private static void putNeeds(Json.Builder job, Needs needs) {
        putUnless(job, "weight", Json.of(needs.weight()), Json.of(USUAL.needs().weight()));
        putUnless(job, "locks", Json.strings(needs.locks()), Json.strings(List.of()));
        job.putIf("max_load", needs.maxLoad().map(PolicyJson::decimal));
    }

    private static Needs needs(Json.Obj job) {
        long weight = job.findInteger("weight").orElse(USUAL.needs().weight());
        return new Needs(
                Math.toIntExact(weight),
                job.texts("locks"),
                job.find("max_load").map(load -> number(load, 0)));
    }

    private static void putRetries(Json.Builder job, RetryPolicy retry) {
        if (retry.backoff()
                instanceof Backoff.Exponential(_, double factor, Optional<Duration> max)) {
            putUnless(job, "retry_factor", decimal(factor), Json.of(1));
            job.putIf("retry_max_delay_ms", max.map(Duration::toMillis).map(Json::of));
        }
        putUnless(job, "retry_jitter", retry.jitter().word(), Jitter.NONE.word());
        putUnless(job, "retry_on", retry.on().text(), USUAL.retry().on().text());
        putUnless(job, "no_retry_on", retry.not().text(), USUAL.retry().not().text());
    }

    private static RetryPolicy retries(Json.Obj job) {
        RetryPolicy usual = USUAL.retry();
        long retries = job.findInteger("retries").orElse(usual.retries());
        Duration delay =
                Duration.ofMillis(
                        job.findInteger("retry_delay_ms")
                                .orElse(usual.backoff().delay().toMillis()));
        return new RetryPolicy(
                Math.toIntExact(retries),
                Backoff.of(delay, factor(job), length(job, "retry_max_delay_ms")),
                job.findText("retry_jitter").flatMap(Jitter::parse).orElse(usual.jitter()),
                job.findText("retry_on").map(RetryCases::parse).orElse(usual.on()),
                job.findText("no_retry_on").map(RetryCases::parse).orElse(usual.not()));
    }

    private static void putFailures(Json.Builder job, FailurePolicy failure) {
        FailurePolicy usual = USUAL.failure();
        putUnless(job, "success_codes", failure.success().text(), usual.success().text());
        putUnless(job, "snooze_code", failure.snooze().text(), usual.snooze().text());
        failure.pauseAfter().ifPresent(runs -> job.put("pause_after_failures", runs));
    }

    private static FailurePolicy failures(Json.Obj job) {
        FailurePolicy usual = USUAL.failure();
        return new FailurePolicy(
                job.findText("success_codes").map(ExitCodes::parse).orElse(usual.success()),
                job.findText("snooze_code").map(ExitCodes::parse).orElse(usual.snooze()),
                count(job, "pause_after_failures"));
    }

    private static void putMisfire(Json.Builder job, MisfirePolicy misfire) {
        MisfirePolicy usual = USUAL.misfire();
        putUnless(job, "misfire", misfire.kind().word(), usual.kind().word());
        Json window = Json.of(misfire.window().toMillis());
        putUnless(job, "catchup_window_ms", window, Json.of(usual.window().toMillis()));
    }

    private static MisfirePolicy misfire(Json.Obj job) {
        MisfirePolicy usual = USUAL.misfire();
        return new MisfirePolicy(
                job.findText("misfire").flatMap(MisfirePolicy.Kind::parse).orElse(usual.kind()),
                length(job, "catchup_window_ms").orElse(usual.window()));
    }

    private static void putLimit(Json.Builder job, String name, Optional<Duration> limit) {
        job.putIf(name, limit.map(Duration::toMillis).map(Json::of));
    }

    private static double factor(Json.Obj job) {
        return job.find("retry_factor").map(factor -> number(factor, 1)).orElse(1.0);
    }

    private static double number(Json value, double otherwise) {
        return switch (value) {
            case Json.Int(long whole) -> whole;
            case Json.Num(double number) -> number;
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Bool _, Json.Null _ -> otherwise;
        };
    }

    private static Json decimal(double value) {
        return value == Math.rint(value) ? Json.of((long) value) : new Json.Num(value);
    }

    private static Optional<Duration> length(Json.Obj job, String name) {
        return job.find(name).map(_ -> Duration.ofMillis(job.integer(name)));
    }

    private static OptionalInt count(Json.Obj job, String name) {
        return job.find(name).isPresent()
                ? OptionalInt.of(Math.toIntExact(job.integer(name)))
                : OptionalInt.empty();
    }

    private static void putUnless(Json.Builder job, String name, String value, String usual) {
        putUnless(job, name, Json.of(value), Json.of(usual));
    }

    private static void putUnless(Json.Builder job, String name, Json value, Json usual) {
        if (!value.equals(usual)) {
            job.put(name, value);
        }
    }
}
