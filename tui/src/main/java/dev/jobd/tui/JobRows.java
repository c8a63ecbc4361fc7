package dev.jobd.tui;

import dev.jobd.tui.state.ActiveRun;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.JobRow.Counts;
import dev.jobd.tui.state.JobRow.Pause;
import dev.jobd.tui.state.LastRun;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads jobs as the daemon writes them; what a newer daemon adds is passed over.
final class JobRows {

    /// The members of a job that are read here.
    static final List<String> MEMBERS =
            List.of(
                    "id",
                    "name",
                    "state",
                    "paused",
                    "paused_until",
                    "pause_reason",
                    "skip_next",
                    "schedule_text",
                    "next",
                    "group",
                    "command_text",
                    "active",
                    "last",
                    "counts");

    private JobRows() {}

    /// Reads a job; of what many jobs have in common there is one text for all.
    static JobRow read(Json.Obj job) {
        return new JobRow(
                job.integer("id"),
                job.text("name"),
                job.text("state").intern(),
                pause(job),
                job.findText("schedule_text").orElse("").intern(),
                job.findInstant("next").orElse(null),
                job.findInteger("skip_next").orElse(0),
                job.findText("group").orElse("").intern(),
                job.findText("command_text").orElse(""),
                job.findObject("active").map(JobRows::active).orElse(null),
                job.findObject("last").map(JobRows::last).orElse(null),
                job.findObject("counts").map(JobRows::counts).orElse(Counts.NONE));
    }

    private static Pause pause(Json.Obj job) {
        return job.flag("paused")
                ? new Pause(
                        true,
                        job.findInstant("paused_until").orElse(null),
                        job.findText("pause_reason").orElse(""))
                : Pause.OFF;
    }

    private static ActiveRun active(Json.Obj run) {
        return new ActiveRun(
                run.integer("number"),
                Math.toIntExact(run.findInteger("attempt").orElse(1)),
                run.findInstant("due").orElse(null),
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
