package dev.jobd.tui;

import dev.jobd.tui.state.RunRow;
import dev.jobd.wire.Json;
import dev.jobd.wire.WaitText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads runs as the daemon writes them; what a newer daemon adds is passed over.
final class RunRows {

    private RunRows() {}

    /// @param now since when and for how long a run waits is told as of this
    static RunRow read(Json.Obj run, Instant now) {
        return new RunRow(
                run.findText("job").orElse(""),
                run.integer("job_id"),
                run.integer("number"),
                run.text("state"),
                run.findText("trigger").orElse(""),
                run.findText("by").orElse(""),
                reason(run, now),
                attempts(run),
                moments(run),
                new RunRow.Usage(
                        run.findInteger("cpu_ms").orElse(-1),
                        run.findInteger("max_rss").orElse(-1)));
    }

    private static String reason(Json.Obj run, Instant now) {
        return run.findText("reason")
                .or(() -> WaitText.of(run, now))
                .or(() -> run.findText("killed_by").map(by -> "stopped by " + by))
                .orElseGet(() -> failedAttempt(run));
    }

    /// How the attempt before ended, of a run that is tried again.
    private static String failedAttempt(Json.Obj run) {
        List<Json.Obj> attempts = run.objects("attempts");
        if (attempts.isEmpty() || run.findInstant("ended").isPresent()) {
            return "";
        }
        Json.Obj last = attempts.getLast();
        OptionalLong exit = last.findInteger("exit");
        return "attempt "
                + last.integer("number")
                + " "
                + last.text("outcome")
                + (exit.isPresent() ? " " + exit.getAsLong() : "");
    }

    private static RunRow.Attempts attempts(Json.Obj run) {
        OptionalLong exit = run.findInteger("exit");
        return new RunRow.Attempts(
                Math.toIntExact(run.findInteger("attempt").orElse(0)),
                Math.toIntExact(run.findInteger("attempts_max").orElse(1)),
                run.findInteger("pid").orElse(0),
                exit.isPresent() ? Integer.valueOf((int) exit.getAsLong()) : null,
                run.findText("signal").orElse(""));
    }

    private static RunRow.Moments moments(Json.Obj run) {
        return new RunRow.Moments(
                run.instant("queued"),
                orNull(run, "started"),
                orNull(run, "ended"),
                orNull(run, "retry_at"),
                took(run.findInteger("duration_ms")));
    }

    private static @Nullable Instant orNull(Json.Obj run, String name) {
        return run.findInstant(name).orElse(null);
    }

    private static @Nullable Duration took(OptionalLong millis) {
        return millis.isPresent() ? Duration.ofMillis(millis.getAsLong()) : null;
    }
}
