package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.Outcome;

/// Outcomes as part of stored records.
final class OutcomeCodec {
    private OutcomeCodec() {}

    static void write(RecordWriter writer, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded(int code) when code == 0 -> writer.number(1);
            case Outcome.Succeeded(int code) -> writer.number(10).number(code);
            case Outcome.Failed failed -> writer.number(2).number(failed.exitCode());
            case Outcome.Signalled signalled -> writer.number(3).number(signalled.signal());
            case Outcome.TimedOut _ -> writer.number(4);
            case Outcome.Killed killed -> writer.number(5).text(killed.by());
            case Outcome.NotStarted not -> writer.number(6).text(not.reason());
            case Outcome.Skipped skipped -> writer.number(7).text(skipped.reason());
            case Outcome.ParentFailed failed -> writer.number(11).text(failed.reason());
            case Outcome.Missed _ -> writer.number(8);
            case Outcome.Lost lost -> writer.number(9).text(lost.reason());
        }
    }

    static Outcome read(RecordReader reader) {
        int kind = reader.integer();
        return switch (kind) {
            case 1 -> new Outcome.Succeeded();
            case 2 -> new Outcome.Failed(reader.integer());
            case 3 -> new Outcome.Signalled(reader.integer());
            case 4 -> new Outcome.TimedOut();
            case 5 -> new Outcome.Killed(reader.text());
            case 6 -> new Outcome.NotStarted(reader.text());
            case 7 -> new Outcome.Skipped(reader.text());
            case 8 -> new Outcome.Missed();
            case 9 -> new Outcome.Lost(reader.text());
            case 11 -> new Outcome.ParentFailed(reader.text());
            case 10 -> new Outcome.Succeeded(reader.integer());
            default -> throw RecordReader.unknown("outcome", kind);
        };
    }
}
