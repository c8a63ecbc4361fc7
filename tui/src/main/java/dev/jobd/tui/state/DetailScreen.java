package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All about one job: what it is, when it runs, its runs, and what the one under the cursor wrote.
///
/// @param detail its definition, null before the answer
/// @param next when it is due, as far as asked
/// @param tail the last lines of the run whose id is `tailOf`
public record DetailScreen(
        long job,
        String name,
        @Nullable JobDetail detail,
        List<Instant> next,
        RunList runs,
        List<LogLine> tail,
        String tailOf)
        implements Screen {

    static final int TIMES = 5;
    private static final int PAGE = 100;
    private static final long TAIL_BYTES = 8 << 10;

    public DetailScreen {
        next = List.copyOf(next);
        tail = List.copyOf(tail);
    }

    static DetailScreen of(long job, String name) {
        return new DetailScreen(job, name, null, List.of(), RunList.EMPTY, List.of(), "");
    }

    @Override
    public KeyContext context() {
        return KeyContext.DETAIL;
    }

    @Override
    public String crumb() {
        return detail == null ? name : detail.name();
    }

    @Override
    public List<Query> queries(UiState state) {
        List<Query> queries = new ArrayList<>();
        queries.add(new Query.Job(job, TIMES));
        queries.add(runsFrom(""));
        RunRow run = runs.selectedRun();
        if (run != null && run.attempts().now() > 0) {
            queries.add(new Query.Tail(run.id(), TAIL_BYTES));
        }
        return queries;
    }

    Query.Runs runsFrom(String cursor) {
        return new Query.Runs(job, Query.Which.ALL, cursor, PAGE);
    }

    @Override
    public Screen answered(Query query, Answer answer, Size size) {
        return switch (answer) {
            case Answer.Job(var found, var times)
                    when query instanceof Query.Job(long it, _) && it == job ->
                    new DetailScreen(job, found.name(), found, times, runs, tail, tailOf);
            case Answer.Runs page when query instanceof Query.Runs asked && asked.job() == job ->
                    withRuns(RunsScreen.merged(runs, asked, page, Rooms.detailRuns(size)));
            case Answer.Tail(var lines) when query instanceof Query.Tail(var run, _) ->
                    new DetailScreen(job, name, detail, next, runs, lines, run);
            default -> this;
        };
    }

    DetailScreen withRuns(RunList list) {
        return new DetailScreen(job, name, detail, next, list, tail, tailOf);
    }

    /// Once a second while the run under the cursor writes.
    @Override
    public Duration period(UiState state) {
        RunRow run = runs.selectedRun();
        return run != null && run.isActive() ? Duration.ofSeconds(1) : Duration.ofSeconds(30);
    }

    @Override
    public boolean concerns(long changed) {
        return changed == job;
    }

    @Override
    public Screen resized(Size size) {
        return withRuns(runs.at(runs.cursor(), Rooms.detailRuns(size)));
    }
}
