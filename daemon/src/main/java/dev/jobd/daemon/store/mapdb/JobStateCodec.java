package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Pause;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// States of jobs as bytes.
final class JobStateCodec {
    private static final int VERSION = 2;

    private JobStateCodec() {}

    static byte[] encode(JobState state) {
        return new RecordWriter(VERSION)
                .number(state.job().number())
                .optional(state.nextDue(), RecordWriter::instant)
                .flag(state.paused())
                .number(state.lastRun())
                .block(state.counts(), JobStateCodec::write)
                .optional(state.lastEnd(), (writer, end) -> writer.block(end, JobStateCodec::write))
                .optional(state.pause(), (writer, end) -> writer.block(end, JobStateCodec::write))
                .number(state.failures())
                .number(state.skipNext())
                .number(state.made())
                .block(state.met(), JobStateCodec::write)
                .toBytes();
    }

    static JobState decode(byte[] bytes) {
        return RecordReader.read("job state", VERSION, bytes, JobStateCodec::readState);
    }

    private static JobState readState(RecordReader reader) {
        JobId job = new JobId(reader.number());
        Optional<Instant> nextDue = reader.optional(RecordReader::instant);
        boolean paused = reader.flag();
        long lastRun = reader.number();
        JobState.Counts counts = reader.block(JobStateCodec::readCounts);
        Optional<JobState.LastEnd> lastEnd =
                reader.optional(inner -> inner.block(JobStateCodec::readLastEnd));
        if (reader.version() < 2) {
            Optional<Pause> byHand = paused ? Optional.of(Pause.BY_HAND) : Optional.empty();
            return new JobState(job, nextDue, byHand, lastRun, counts, lastEnd, 0, 0, 0, Set.of());
        }
        Optional<Pause> pause = reader.optional(inner -> inner.block(JobStateCodec::readPause));
        int failures = reader.integer();
        int skipNext = reader.integer();
        long made = reader.number();
        Set<JobName> met = reader.block(JobStateCodec::readMet);
        return new JobState(
                job, nextDue, pause, lastRun, counts, lastEnd, failures, skipNext, made, met);
    }

    private static void write(RecordWriter writer, Set<JobName> met) {
        writer.number(met.size());
        met.stream().map(JobName::text).sorted().forEach(writer::text);
    }

    private static Set<JobName> readMet(RecordReader reader) {
        Set<JobName> met = new HashSet<>();
        for (int left = reader.integer(); left > 0; left--) {
            met.add(new JobName(reader.text()));
        }
        return met;
    }

    private static void write(RecordWriter writer, Pause pause) {
        writer.text(pause.reason()).optional(pause.until(), RecordWriter::instant);
    }

    private static Pause readPause(RecordReader reader) {
        return new Pause(reader.text(), reader.optional(RecordReader::instant));
    }

    private static void write(RecordWriter writer, JobState.Counts counts) {
        writer.number(counts.succeeded()).number(counts.failed()).number(counts.skipped());
    }

    private static JobState.Counts readCounts(RecordReader reader) {
        return new JobState.Counts(reader.number(), reader.number(), reader.number());
    }

    private static void write(RecordWriter writer, JobState.LastEnd end) {
        writer.number(end.run())
                .block(end.outcome(), OutcomeCodec::write)
                .optional(end.startedAt(), RecordWriter::instant)
                .instant(end.endedAt());
    }

    private static JobState.LastEnd readLastEnd(RecordReader reader) {
        long run = reader.number();
        Outcome outcome = reader.block(OutcomeCodec::read);
        Optional<Instant> startedAt = reader.optional(RecordReader::instant);
        return new JobState.LastEnd(run, outcome, startedAt, reader.instant());
    }
}
