package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import java.time.Instant;
import java.util.Optional;

/// States of jobs as bytes.
final class JobStateCodec {
    private static final int VERSION = 1;

    private JobStateCodec() {}

    static byte[] encode(JobState state) {
        return new RecordWriter(VERSION)
                .number(state.job().number())
                .optional(state.nextDue(), RecordWriter::instant)
                .flag(state.paused())
                .number(state.lastRun())
                .block(state.counts(), JobStateCodec::write)
                .optional(state.lastEnd(), (writer, end) -> writer.block(end, JobStateCodec::write))
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
        return new JobState(job, nextDue, paused, lastRun, counts, lastEnd);
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
