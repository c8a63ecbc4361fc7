package dev.jobd.tui;

import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobRow.Counts;
import dev.jobd.tui.state.LastRun;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads jobs as the daemon writes them; what a newer daemon adds is passed over.
final class JobRows {

    private JobRows() {}

    static JobRow read(Json.Obj job) {
        return new JobRow(
                job.integer("id"),
                job.text("name"),
                job.text("state"),
                job.flag("paused"),
                job.findText("schedule_text").orElse(""),
                job.findInstant("next").orElse(null),
                job.findInteger("late_ms").orElse(0),
                job.findText("group").orElse(""),
                job.findText("command_text").orElse(""),
                job.findObject("active").map(JobRows::active).orElse(null),
                job.findObject("last").map(JobRows::last).orElse(null),
                job.findObject("counts").map(JobRows::counts).orElse(Counts.NONE));
    }

    private static ActiveRun active(Json.Obj run) {
        return new ActiveRun(
                run.integer("number"),
                Math.toIntExact(run.findInteger("attempt").orElse(1)),
                run.findInstant("started").orElse(null),
                run.findInteger("pid").orElse(0),
                run.findText("waits_for").orElse(""));
    }

    private static LastRun last(Json.Obj run) {
        return new LastRun(
                run.integer("run"),
                run.text("outcome"),
                exit(run.findInteger("exit")),
                run.findInstant("ended").orElse(null),
                took(run.findInteger("duration_ms")));
    }

    private static @Nullable Integer exit(OptionalLong code) {
        return code.isPresent() ? Integer.valueOf((int) code.getAsLong()) : null;
    }

    private static @Nullable Duration took(OptionalLong millis) {
        return millis.isPresent() ? Duration.ofMillis(millis.getAsLong()) : null;
    }

    private static Counts counts(Json.Obj counts) {
        return new Counts(
                counts.findInteger("ok").orElse(0),
                counts.findInteger("failed").orElse(0),
                counts.findInteger("skipped").orElse(0));
    }
}
