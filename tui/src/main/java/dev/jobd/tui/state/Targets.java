package dev.jobd.tui.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an action is about: the marked jobs, else what stands under the cursor of the screen in
/// front.
final class Targets {

    private Targets() {}

    /// The jobs; none when nothing is under the cursor.
    static List<JobRow> jobs(UiState state) {
        if (state.screens().top() == null && !state.marks().isEmpty()) {
            return state.table().all().list().stream()
                    .filter(row -> state.marks().contains(row.number()))
                    .toList();
        }
        JobRow row = job(state);
        return row == null ? List.of() : List.of(row);
    }

    /// The one job under the cursor, null when there is none.
    static @Nullable JobRow job(UiState state) {
        return switch (state.screens().top()) {
            case null -> state.table().selectedRow();
            case DetailScreen detail -> state.job(detail.job());
            case WhyScreen why -> state.job(why.job());
            case LogScreen log -> state.job(log.of().job());
            case UpcomingScreen upcoming -> upcoming.selectedRow(state);
            case RunsScreen runs -> {
                RunRow run = runs.shown().selectedRun();
                yield run == null ? null : state.job(run.number());
            }
            case DaemonScreen _, FormScreen _ -> null;
        };
    }

    /// The run under the cursor: of a job, its newest that has not ended. Null when there is none.
    static @Nullable Target run(UiState state) {
        return switch (state.screens().top()) {
            case RunsScreen runs -> of(runs.shown().selectedRun());
            case DetailScreen detail -> {
                RunRow run = detail.runs().selectedRun();
                yield run != null && run.isActive() ? of(run) : active(job(state));
            }
            case LogScreen(_, var of, _, var place, _, _, _, _, _, _) ->
                    place.isOpen() ? new Target(of.job(), of.name(), of.run()) : null;
            case null -> active(state.table().selectedRow());
            default -> active(job(state));
        };
    }

    /// The runs that can be stopped: those of the marked jobs, else the one under the cursor.
    static List<Target> activeRuns(UiState state) {
        if (state.screens().top() == null && !state.marks().isEmpty()) {
            List<Target> targets = new ArrayList<>();
            for (JobRow row : jobs(state)) {
                Target target = active(row);
                if (target != null) {
                    targets.add(target);
                }
            }
            return targets;
        }
        if (state.screens().top() instanceof RunsScreen runs) {
            RunRow run = runs.shown().selectedRun();
            Target target = run != null && run.isActive() ? of(run) : null;
            return target == null ? List.of() : List.of(target);
        }
        Target target = run(state);
        return target == null ? List.of() : List.of(target);
    }

    private static @Nullable Target of(@Nullable RunRow run) {
        return run == null ? null : new Target(run.number(), nameOf(run), run.run());
    }

    private static String nameOf(RunRow run) {
        return run.job().isEmpty() ? String.valueOf(run.number()) : run.job();
    }

    private static @Nullable Target active(@Nullable JobRow row) {
        ActiveRun active = row == null ? null : row.active();
        return row == null || active == null
                ? null
                : new Target(row.number(), row.name(), active.run());
    }
}
