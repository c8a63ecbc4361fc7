package dev.jobd.tui.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A job or a run that something is about to be done to.
///
/// @param run the run's number, 0 when the whole job is meant
public record Target(long job, String name, long run) {

    /// What is known of it now, for the question whether to do it.
    public String words(UiState state) {
        JobRow row = state.job(job);
        if (run == 0) {
            return name + (row == null ? "  (gone)" : "  " + row.schedule());
        }
        return name + "  run #" + run + "  " + process(row, state);
    }

    private String process(@Nullable JobRow row, UiState state) {
        ActiveRun active = row == null ? null : row.active();
        if (row == null || active == null || active.run() < run) {
            return "has ended";
        }
        if (active.run() != run) {
            return "";
        }
        String process =
                active.pid() > 0
                        ? "pid " + active.pid()
                        : row.status().equals("starting") ? "starting" : "no process yet";
        return active.started() == null
                ? process
                : process
                        + "  "
                        + Times.took(Duration.between(active.started(), state.daemonNow()));
    }
}
