package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the processes of runs on this machine use, as far as it may be seen.
///
/// @param uses by process
/// @param due when to look again
public record Usage(Map<Long, Use> uses, Instant due) {

    /// How long between two looks: processor time is told over that.
    static final Duration PERIOD = Duration.ofSeconds(2);

    /// So many processes are looked at.
    private static final int PIDS_MAX = 50;

    static final Usage NONE = new Usage(Map.of(), Instant.EPOCH);

    public Usage {
        uses = Map.copyOf(uses);
    }

    /// What a process and its descendants were found to use.
    ///
    /// @param cpuMillis processor time of all of them
    /// @param memory resident bytes of all of them
    /// @param processes how many there are
    public record Sample(long cpuMillis, long memory, int processes) {}

    /// The same, with what was found before.
    ///
    /// @param percent of one processor since the look before, -1 when there was none
    public record Use(Sample sample, Instant at, int percent) {
        public long memory() {
            return sample.memory();
        }

        public int processes() {
            return sample.processes();
        }

        public String percentText() {
            return percent < 0 ? "-" : percent + "%";
        }
    }

    /// What a process uses, null when that is not known.
    public @Nullable Use of(long pid) {
        return uses.get(pid);
    }

    Usage with(Map<Long, Sample> samples, Instant now) {
        Map<Long, Use> next = new HashMap<>();
        samples.forEach(
                (pid, sample) -> next.put(pid, new Use(sample, now, percent(pid, sample, now))));
        return new Usage(next, due);
    }

    private int percent(long pid, Sample sample, Instant now) {
        Use before = uses.get(pid);
        long millis = before == null ? 0 : Duration.between(before.at(), now).toMillis();
        if (before == null || millis <= 0) {
            return -1;
        }
        // A process that has ended takes its time away from the sum.
        long used = Math.max(0, sample.cpuMillis() - before.sample().cpuMillis());
        return Math.toIntExact(Math.min(99_999, Math.round(used * 100.0 / millis)));
    }

    Usage dueAt(Instant next) {
        return new Usage(uses, next);
    }

    /// The processes whose use the screen in front shows, none when it shows none.
    static List<Long> wanted(UiState state) {
        if (!state.isLive()) {
            return List.of();
        }
        return switch (state.screens().top()) {
            case null ->
                    state.layout().running() == null ? List.of() : pids(state.table().all().busy());
            case RunsScreen runs when runs.isRunning() -> pids(state.table().all().busy());
            case DetailScreen detail -> {
                JobRow row = state.job(detail.job());
                yield row == null ? List.of() : pids(List.of(row));
            }
            default -> List.of();
        };
    }

    private static List<Long> pids(List<JobRow> rows) {
        return rows.stream()
                .map(JobRow::active)
                .filter(run -> run != null && run.pid() > 0)
                .map(run -> run == null ? 0L : run.pid())
                .limit(PIDS_MAX)
                .toList();
    }
}
