package dev.jobd.daemon.store.mapdb;

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
import dev.jobd.model.StopPolicy;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/// The rules of a job as bytes, but for those that the oldest records have too. What is as usual
/// takes one byte.
final class PolicyCodec {
    private PolicyCodec() {}

    /// Writes what has been stored since version 4.
    static void writeNewer(RecordWriter writer, Policies policies) {
        RetryPolicy retry = policies.retry();
        put(writer, retry, new RetryPolicy(retry.retries(), retry.backoff()), PolicyCodec::write);
        put(writer, policies.failure(), FailurePolicy.DEFAULT, PolicyCodec::write);
        put(writer, policies.overlap(), new OverlapPolicy.Skip(), PolicyCodec::write);
        put(writer, policies.misfire(), MisfirePolicy.DEFAULT, PolicyCodec::write);
        Limits limits = policies.limits();
        put(writer, limits, Limits.timeout(limits.timeout()), PolicyCodec::write);
        writer.flag(policies.stop().leaveChildren());
        put(writer, policies.needs(), Needs.USUAL, PolicyCodec::write);
        put(writer, policies.timing(), Timing.NONE, TimingCodec::write);
    }

    /// Reads what has been stored since version 4.
    ///
    /// @param policies what the record has in front of it
    static Policies readNewer(RecordReader reader, Policies policies) {
        Policies read = readRules(reader, policies);
        StopPolicy stop = policies.stop();
        return read.withStop(new StopPolicy(stop.signal(), stop.grace(), reader.flag()))
                .withNeeds(
                        reader.optional(it -> it.block(PolicyCodec::readNeeds)).orElse(Needs.USUAL))
                .withTiming(reader.optional(it -> it.block(TimingCodec::read)).orElse(Timing.NONE));
    }

    private static Policies readRules(RecordReader reader, Policies policies) {
        RetryPolicy retry = policies.retry();
        Limits limits = policies.limits();
        return policies.withRetry(
                        reader.optional(it -> it.block(inner -> readRetry(inner, retry)))
                                .orElse(retry))
                .withFailure(
                        reader.optional(it -> it.block(PolicyCodec::readFailure))
                                .orElse(FailurePolicy.DEFAULT))
                .withOverlap(
                        reader.optional(it -> it.block(PolicyCodec::readOverlap))
                                .orElse(new OverlapPolicy.Skip()))
                .withMisfire(
                        reader.optional(it -> it.block(PolicyCodec::readMisfire))
                                .orElse(MisfirePolicy.DEFAULT))
                .withLimits(
                        reader.optional(it -> it.block(inner -> readLimits(inner, limits)))
                                .orElse(limits));
    }

    private static <T> void put(
            RecordWriter writer, T value, T usual, BiConsumer<RecordWriter, T> fields) {
        Optional<T> unusual = value.equals(usual) ? Optional.empty() : Optional.of(value);
        writer.optional(unusual, (inner, it) -> inner.block(it, fields));
    }

    static void write(RecordWriter writer, Backoff backoff) {
        switch (backoff) {
            case Backoff.Constant constant -> writer.number(1).duration(constant.delay());
            case Backoff.Exponential growing ->
                    writer.number(2)
                            .duration(growing.delay())
                            .number(Double.doubleToLongBits(growing.factor()))
                            .optional(growing.max(), RecordWriter::duration);
        }
    }

    static Backoff readBackoff(RecordReader reader) {
        int kind = reader.integer();
        return switch (kind) {
            case 1 -> new Backoff.Constant(reader.duration());
            case 2 ->
                    new Backoff.Exponential(
                            reader.duration(),
                            Double.longBitsToDouble(reader.number()),
                            reader.optional(RecordReader::duration));
            default -> throw RecordReader.unknown("backoff", kind);
        };
    }

    private static void write(RecordWriter writer, RetryPolicy retry) {
        int jitter =
                switch (retry.jitter()) {
                    case NONE -> 1;
                    case FULL -> 2;
                };
        writer.number(jitter).text(retry.on().text()).text(retry.not().text());
    }

    private static RetryPolicy readRetry(RecordReader reader, RetryPolicy rest) {
        int code = reader.integer();
        Jitter jitter =
                switch (code) {
                    case 1 -> Jitter.NONE;
                    case 2 -> Jitter.FULL;
                    default -> throw RecordReader.unknown("jitter", code);
                };
        return new RetryPolicy(
                rest.retries(),
                rest.backoff(),
                jitter,
                RetryCases.parse(reader.text()),
                RetryCases.parse(reader.text()));
    }

    private static void write(RecordWriter writer, Needs needs) {
        writer.number(needs.weight()).number(needs.locks().size());
        needs.locks().forEach(writer::text);
        writer.optional(
                needs.maxLoad(), (inner, load) -> inner.number(Double.doubleToLongBits(load)));
    }

    private static Needs readNeeds(RecordReader reader) {
        int weight = reader.integer();
        List<String> locks = new ArrayList<>();
        for (int left = reader.integer(); left > 0; left--) {
            locks.add(reader.text());
        }
        Optional<Double> maxLoad =
                reader.optional(inner -> Double.longBitsToDouble(inner.number()));
        return new Needs(weight, locks, maxLoad);
    }

    private static void write(RecordWriter writer, FailurePolicy failure) {
        writer.text(failure.success().text())
                .text(failure.snooze().text())
                .number(failure.pauseAfter().orElse(0));
    }

    private static FailurePolicy readFailure(RecordReader reader) {
        ExitCodes success = ExitCodes.parse(reader.text());
        ExitCodes snooze = ExitCodes.parse(reader.text());
        int pauseAfter = reader.integer();
        return new FailurePolicy(
                success,
                snooze,
                pauseAfter == 0 ? OptionalInt.empty() : OptionalInt.of(pauseAfter));
    }

    private static void write(RecordWriter writer, OverlapPolicy overlap) {
        switch (overlap) {
            case OverlapPolicy.Skip _ -> writer.number(1);
            case OverlapPolicy.Queue _ -> writer.number(2);
            case OverlapPolicy.QueueAll all -> writer.number(3).number(all.waitingMax());
            case OverlapPolicy.Replace _ -> writer.number(4);
            case OverlapPolicy.Allow allow -> writer.number(5).number(allow.activeMax());
        }
    }

    private static OverlapPolicy readOverlap(RecordReader reader) {
        int kind = reader.integer();
        return switch (kind) {
            case 1 -> new OverlapPolicy.Skip();
            case 2 -> new OverlapPolicy.Queue();
            case 3 -> new OverlapPolicy.QueueAll(reader.integer());
            case 4 -> new OverlapPolicy.Replace();
            case 5 -> new OverlapPolicy.Allow(reader.integer());
            default -> throw RecordReader.unknown("overlap", kind);
        };
    }

    private static void write(RecordWriter writer, MisfirePolicy misfire) {
        int kind =
                switch (misfire.kind()) {
                    case ONCE -> 1;
                    case SKIP -> 2;
                    case ALL -> 3;
                };
        writer.number(kind).duration(misfire.window());
    }

    private static MisfirePolicy readMisfire(RecordReader reader) {
        int code = reader.integer();
        MisfirePolicy.Kind kind =
                switch (code) {
                    case 1 -> MisfirePolicy.Kind.ONCE;
                    case 2 -> MisfirePolicy.Kind.SKIP;
                    case 3 -> MisfirePolicy.Kind.ALL;
                    default -> throw RecordReader.unknown("misfire", code);
                };
        return new MisfirePolicy(kind, reader.duration());
    }

    private static void write(RecordWriter writer, Limits limits) {
        writer.optional(limits.deadline(), RecordWriter::duration)
                .optional(limits.startWithin(), RecordWriter::duration)
                .optional(limits.warnAfter(), RecordWriter::duration);
    }

    private static Limits readLimits(RecordReader reader, Limits rest) {
        Optional<Duration> deadline = reader.optional(RecordReader::duration);
        Optional<Duration> startWithin = reader.optional(RecordReader::duration);
        Optional<Duration> warnAfter = reader.optional(RecordReader::duration);
        return new Limits(rest.timeout(), deadline, startWithin, warnAfter);
    }
}
