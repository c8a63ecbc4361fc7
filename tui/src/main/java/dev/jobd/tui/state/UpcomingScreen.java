package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When jobs are due, the soonest first.
///
/// @param span how long a time the line shows
/// @param fires due times by job, as the daemon told them
/// @param selected the job under the cursor, 0 for the first
public record UpcomingScreen(Duration span, Map<Long, List<Instant>> fires, long selected, int top)
        implements Screen {

    private static final List<Duration> SPANS =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(7));
    private static final int JOBS_MAX = 40;

    /// How many times are asked for of each job.
    public static final int TIMES = 200;

    public UpcomingScreen {
        fires = Map.copyOf(fires);
    }

    static UpcomingScreen first() {
        return new UpcomingScreen(SPANS.get(1), Map.of(), 0, 0);
    }

    /// The jobs that are due at all, the soonest first.
    public static List<JobRow> rows(UiState state) {
        List<JobRow> rows = new ArrayList<>();
        for (JobRow row : state.table().all().list()) {
            if (row.next() != null && !row.paused()) {
                rows.add(row);
            }
        }
        rows.sort(Comparator.comparing(UpcomingScreen::next).thenComparing(JobRow::name));
        return rows;
    }

    private static Instant next(JobRow row) {
        return row.next() == null ? Instant.MAX : row.next();
    }

    /// The index of the job under the cursor.
    public int cursor(List<JobRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).number() == selected) {
                return i;
            }
        }
        return 0;
    }

    @Nullable JobRow selectedRow(UiState state) {
        List<JobRow> rows = rows(state);
        return rows.isEmpty() ? null : rows.get(cursor(rows));
    }

    @Override
    public KeyContext context() {
        return KeyContext.UPCOMING;
    }

    @Override
    public String crumb() {
        return "Upcoming";
    }

    @Override
    public List<Query> queries(UiState state) {
        List<Long> jobs =
                rows(state).stream().skip(top).limit(JOBS_MAX).map(JobRow::number).toList();
        return jobs.isEmpty() ? List.of() : List.of(new Query.Fires(jobs, TIMES));
    }

    @Override
    public Screen answered(Query query, Answer answer, Size size) {
        return answer instanceof Answer.Fires(var times)
                ? new UpcomingScreen(span, times, selected, top)
                : this;
    }

    @Override
    public Duration period(UiState state) {
        return Duration.ofSeconds(15);
    }

    /// The screen after a key that moves or zooms.
    UpcomingScreen moved(Action action, UiState state) {
        int step = SPANS.indexOf(span);
        int page = Rooms.timeline(state.size());
        List<JobRow> rows = rows(state);
        int from = cursor(rows);
        return switch (action) {
            case ZOOM_IN -> zoomed(step - 1);
            case ZOOM_OUT -> zoomed(step + 1);
            case MOVE_DOWN -> at(from + 1, rows, page);
            case MOVE_UP -> at(from - 1, rows, page);
            case HALF_PAGE_DOWN -> at(from + Math.max(1, page / 2), rows, page);
            case HALF_PAGE_UP -> at(from - Math.max(1, page / 2), rows, page);
            case PAGE_DOWN -> at(from + page, rows, page);
            case PAGE_UP -> at(from - page, rows, page);
            case FIRST -> at(0, rows, page);
            case LAST -> at(rows.size() - 1, rows, page);
            default -> this;
        };
    }

    /// The screen with the cursor on a job, if there is one.
    UpcomingScreen clicked(int index, UiState state) {
        List<JobRow> rows = rows(state);
        return index < rows.size() ? at(index, rows, Rooms.timeline(state.size())) : this;
    }

    private UpcomingScreen zoomed(int step) {
        return new UpcomingScreen(
                SPANS.get(Math.clamp(step, 0, SPANS.size() - 1)), fires, selected, top);
    }

    private UpcomingScreen at(int index, List<JobRow> rows, int page) {
        if (rows.isEmpty()) {
            return this;
        }
        int target = Math.clamp(index, 0, rows.size() - 1);
        int next = Math.clamp(top, target - page + 1, target);
        next = Math.clamp(next, 0, Math.max(0, rows.size() - page));
        return new UpcomingScreen(span, fires, rows.get(target).number(), next);
    }
}
