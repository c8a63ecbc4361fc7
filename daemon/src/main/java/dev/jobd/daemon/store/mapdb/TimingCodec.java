package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What moves and restricts due times as bytes.
final class TimingCodec {
    private TimingCodec() {}

    static void write(RecordWriter writer, Timing timing) {
        // 0 is no number of runs, so it can stand for any number of them.
        writer.duration(timing.jitter())
                .optional(timing.starts(), RecordWriter::instant)
                .optional(timing.ends(), RecordWriter::instant)
                .number(timing.maxRuns().orElse(0))
                .optional(timing.between(), (inner, window) -> inner.text(window.toString()))
                .number(timing.except().size());
        timing.except().forEach(writer::text);
        writer.optional(timing.zone(), (inner, zone) -> inner.text(zone.getId()));
    }

    static Timing read(RecordReader reader) {
        Duration jitter = reader.duration();
        Optional<Instant> starts = reader.optional(RecordReader::instant);
        Optional<Instant> ends = reader.optional(RecordReader::instant);
        long maxRuns = reader.number();
        Optional<TimeWindow> between = reader.optional(inner -> TimeWindow.parse(inner.text()));
        List<String> except = new ArrayList<>();
        for (int left = reader.integer(); left > 0; left--) {
            except.add(reader.text());
        }
        return new Timing(
                jitter,
                starts,
                ends,
                maxRuns == 0 ? OptionalLong.empty() : OptionalLong.of(maxRuns),
                between,
                except,
                reader.optional(inner -> ZoneId.of(inner.text())));
    }
}
