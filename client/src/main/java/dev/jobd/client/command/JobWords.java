package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Style;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import dev.jobd.wire.WaitText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Says jobs and runs, as the daemon describes them, in the words of tables.
final class JobWords {
    private JobWords() {}

    /// Returns the state of a job or run.
    static Cell state(String state) {
        return new Cell(state, styleOf(state));
    }

    /// Returns how a run ended: `succeeded`, `failed 3`, `signalled KILL`.
    ///
    /// @param state the word of its state or outcome
    /// @param run what else is known of it
    static Cell outcome(String state, Json.Obj run) {
        StringBuilder text = new StringBuilder(state);
        switch (state) {
            case "failed" ->
                    run.findInteger("exit").ifPresent(exit -> text.append(' ').append(exit));
            case "signalled" ->
                    run.findText("signal").ifPresent(name -> text.append(' ').append(name));
            default -> {}
        }
        return new Cell(text.toString(), styleOf(state));
    }

    /// Returns why a run that is over did not start or is lost; empty if there is nothing to say.
    static Optional<String> reason(Json.Obj run) {
        return run.findText("reason");
    }

    /// Returns why a run did not start or is waiting; empty if there is nothing to say.
    static Optional<String> reason(Json.Obj run, Instant now) {
        return reason(run).or(() -> WaitText.of(run, now));
    }

    /// Returns a time, or a dash.
    static Cell time(Optional<Instant> time, TimeFormat times) {
        return time.map(times::of).map(Cell::of).orElse(Cell.EMPTY);
    }

    /// Returns when a job is due, or a dash. A paused job keeps its time but does not run then:
    /// what counts is when the pause ends, if it does by itself.
    static Cell next(Json.Obj job, TimeFormat times) {
        if (!job.flag("paused")) {
            return time(job.findInstant("next"), times);
        }
        return job.findInstant("paused_until")
                .map(until -> Cell.of("resumes " + times.of(until)))
                .orElse(Cell.EMPTY);
    }

    /// Returns a length in milliseconds, or a dash.
    static Cell length(OptionalLong millis) {
        return millis.isPresent()
                ? Cell.of(TimeFormat.length(Duration.ofMillis(millis.getAsLong())))
                : Cell.EMPTY;
    }

    /// Returns how many bytes, or a dash.
    static Cell bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Cell.of(bytes(bytes.getAsLong())) : Cell.EMPTY;
    }

    /// Returns how many bytes, in the largest unit of which there is at least one.
    static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        long tenths = Math.round(amount * 10);
        String text =
                unit == 0 || tenths >= 100
                        ? Long.toString(Math.round(amount))
                        : tenths / 10 + "." + tenths % 10;
        return text + " " + units[unit];
    }

    /// Returns the share of runs that succeeded, or a dash.
    static Cell successRate(Json.Obj counts) {
        long ok = counts.findInteger("ok").orElse(0);
        long failed = counts.findInteger("failed").orElse(0);
        return ok + failed == 0 ? Cell.EMPTY : Cell.of(100 * ok / (ok + failed) + "%");
    }

    private static Style styleOf(String state) {
        return switch (state) {
            case "succeeded" -> Style.GOOD;
            case "failed", "signalled", "timed-out", "not-started", "lost", "missed" -> Style.BAD;
            case "running", "starting", "stopping" -> Style.ACTIVE;
            case "queued", "suspended", "retry-wait", "killed", "skipped" -> Style.WAITING;
            case "paused", "finished", "idle" -> Style.DIM;
            default -> Style.PLAIN;
        };
    }
}
