package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a job is running, or is not.
///
/// @param stats the daemon's figures, for slots; null before the answer
/// @param runs its newest runs
public record WhyScreen(
        long job, String name, @Nullable DaemonStats stats, List<RunRow> runs, int top)
        implements Screen {

    private static final int RUNS = 20;

    public WhyScreen {
        runs = List.copyOf(runs);
    }

    @Override
    public KeyContext context() {
        return KeyContext.WHY;
    }

    @Override
    public String crumb() {
        return name + " why";
    }

    @Override
    public List<Query> queries(UiState state) {
        return List.of(new Query.Stats(), new Query.Runs(job, Query.Which.ALL, "", RUNS));
    }

    @Override
    public Screen answered(Query query, Answer answer, Size size) {
        return switch (answer) {
            case Answer.Stats(var found) -> new WhyScreen(job, name, found, runs, top);
            case Answer.Runs page when query instanceof Query.Runs asked && asked.job() == job ->
                    new WhyScreen(job, name, stats, page.runs(), top);
            default -> this;
        };
    }

    @Override
    public Duration period(UiState state) {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean concerns(long changed) {
        return changed == job;
    }
}
