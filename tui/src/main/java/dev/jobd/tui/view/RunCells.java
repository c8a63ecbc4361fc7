package dev.jobd.tui.view;

import dev.jobd.tui.state.RunRow;
import dev.jobd.tui.state.Times;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What lists of runs write into their columns.
final class RunCells {

    private static final long KIB = 1024;

    private RunCells() {}

    static String exit(RunRow run) {
        if (run.isActive()) {
            return Outcomes.NOTHING;
        }
        return run.state().equals("signalled") && !run.attempts().signal().isEmpty()
                ? run.attempts().signal()
                : Outcomes.code(run.state(), run.attempts().exit());
    }

    static String took(RunRow run, UiState state) {
        Duration took = run.moments().took();
        Instant started = run.moments().started();
        if (took != null) {
            return Times.took(took);
        }
        return started != null && run.isActive() && state.isLive()
                ? Times.took(Duration.between(started, state.daemonNow()))
                : Outcomes.NOTHING;
    }

    /// When it started, or when it was recorded if it never did.
    static Instant when(RunRow run) {
        Instant started = run.moments().started();
        return started == null ? run.moments().queued() : started;
    }

    /// Why it ended or waits, which attempt it is at, and what made it.
    static String reason(RunRow run, UiState state) {
        List<String> parts = new ArrayList<>();
        Instant retry = run.moments().retryAt();
        if (retry != null && run.isActive()) {
            parts.add("again in " + Times.until(Duration.between(state.daemonNow(), retry)));
        }
        if (!run.reason().isEmpty()) {
            parts.add(run.reason());
        }
        if (run.attempts().max() > 1) {
            parts.add("attempt " + run.attempts().now() + "/" + run.attempts().max());
        }
        parts.add(run.by().isEmpty() ? run.trigger() : run.trigger() + " by " + run.by());
        return String.join("  ", parts);
    }

    /// Processor time; of a run that goes on, its share of a processor now.
    static String cpu(RunRow run, UiState state) {
        Usage.Use use = run.isActive() ? state.usage().of(run.attempts().pid()) : null;
        if (use != null) {
            return use.percentText();
        }
        long millis = run.usage().cpuMillis();
        return millis < 0 ? Outcomes.NOTHING : Times.took(Duration.ofMillis(millis));
    }

    /// The most memory it had; of a run that goes on, what it has now.
    static String memory(RunRow run, UiState state) {
        Usage.Use use = run.isActive() ? state.usage().of(run.attempts().pid()) : null;
        if (use != null) {
            return bytes(use.memory());
        }
        long bytes = run.usage().memoryBytes();
        return bytes < 0 ? Outcomes.NOTHING : bytes(bytes);
    }

    /// Bytes in at most five columns: `812K`, `48M`.
    static String bytes(long bytes) {
        long kib = bytes / KIB;
        return kib < 10 * KIB
                ? kib + "K"
                : kib < 10 * KIB * KIB ? kib / KIB + "M" : kib / KIB / KIB + "G";
    }
}
