package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Runs of all jobs, or of one: those that go on, or all there were.
///
/// @param job only of this job, 0 for all
/// @param all what was loaded, the newest first
/// @param shown those of them that the filter lets through
/// @param filter words that must all be in a run's name, state or reason
public record RunsScreen(
        Query.Which which, long job, String title, RunList all, RunList shown, String filter)
        implements Screen {

    static final int PAGE = 200;

    static RunsScreen running() {
        return of(Query.Which.ACTIVE, 0, "Running");
    }

    static RunsScreen history() {
        return of(Query.Which.ALL, 0, "History");
    }

    static RunsScreen of(Query.Which which, long job, String title) {
        return new RunsScreen(which, job, title, RunList.EMPTY, RunList.EMPTY, "");
    }

    public boolean isRunning() {
        return which == Query.Which.ACTIVE;
    }

    @Override
    public KeyContext context() {
        return KeyContext.RUNS;
    }

    @Override
    public String crumb() {
        return title;
    }

    @Override
    public List<Query> queries(UiState state) {
        return List.of(page(""));
    }

    Query.Runs page(String from) {
        return new Query.Runs(job, which, from, PAGE);
    }

    @Override
    public Screen answered(Query query, Answer answer, Size size) {
        if (answer instanceof Answer.Runs page
                && query instanceof Query.Runs asked
                && asked.equals(page(asked.from()))) {
            return with(merged(all, asked, page, Rooms.list(size)), filter, size);
        }
        return this;
    }

    RunsScreen with(RunList loaded, String nextFilter, Size size) {
        List<RunRow> rows = new ArrayList<>();
        for (RunRow run : loaded.runs()) {
            if (matches(run, nextFilter)) {
                rows.add(run);
            }
        }
        RunList next = shown.with(rows, loaded.more(), Rooms.list(size));
        if (!loaded.loaded()) {
            next = RunList.EMPTY;
        }
        return new RunsScreen(which, job, title, loaded, next, nextFilter);
    }

    RunsScreen withShown(RunList next) {
        return new RunsScreen(which, job, title, all, next, filter);
    }

    private static boolean matches(RunRow run, String filter) {
        String text =
                (run.name() + " " + run.state() + " " + run.reason() + " " + run.trigger())
                        .toLowerCase(Locale.ROOT);
        for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            boolean negated = word.startsWith("!");
            String wanted = negated ? word.substring(1) : word;
            if (!wanted.isEmpty() && text.contains(wanted) == negated) {
                return false;
            }
        }
        return true;
    }

    /// What was loaded, with one more page: a newest page goes before what is older than it, a
    /// later page after.
    static RunList merged(RunList before, Query.Runs asked, Answer.Runs page, int rows) {
        List<RunRow> next = new ArrayList<>();
        String more = page.more();
        if (!asked.from().isEmpty()) {
            if (!asked.from().equals(before.more())) {
                return before;
            }
            Set<String> known = new HashSet<>();
            before.runs().forEach(run -> known.add(run.id()));
            next.addAll(before.runs());
            page.runs().stream().filter(run -> !known.contains(run.id())).forEach(next::add);
            return before.with(next, more, rows);
        }
        next.addAll(page.runs());
        if (!more.isEmpty()) {
            int last = indexOf(before.runs(), page.runs().getLast().id());
            if (last >= 0 && last + 1 < before.runs().size()) {
                next.addAll(before.runs().subList(last + 1, before.runs().size()));
                more = before.more();
            }
        }
        return before.with(next, more, rows);
    }

    private static int indexOf(List<RunRow> runs, String id) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Duration period(UiState state) {
        return Duration.ofSeconds(isRunning() ? 2 : 30);
    }

    @Override
    public boolean concerns(long changed) {
        return job == 0 || changed == job;
    }

    @Override
    public Screen resized(Size size) {
        return withShown(shown.at(shown.cursor(), Rooms.list(size)));
    }
}
