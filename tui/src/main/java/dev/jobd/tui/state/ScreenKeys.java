package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import org.jspecify.annotations.Nullable;

/// What keys do in the screens in front of the list, but for the form.
final class ScreenKeys {

    private ScreenKeys() {}

    static Transition act(UiState state, Screen screen, Action action) {
        return switch (screen) {
            case DetailScreen detail -> inDetail(state, detail, action);
            case RunsScreen runs -> inRuns(state, runs, action);
            case LogScreen log -> inLog(state, log, action);
            case UpcomingScreen upcoming -> inUpcoming(state, upcoming, action);
            case DaemonScreen(var stats, int top) ->
                    scrolled(state, new DaemonScreen(stats, scroll(top, action, state)), action);
            case WhyScreen(long job, var name, var stats, var runs, int top) ->
                    scrolled(
                            state,
                            new WhyScreen(job, name, stats, runs, scroll(top, action, state)),
                            action);
            case FormScreen form -> FormKeys.act(state, form, action);
        };
    }

    private static Transition scrolled(UiState state, Screen next, Action action) {
        return action == Action.BACK ? Views.back(state) : Transition.to(state.withTop(next));
    }

    private static int scroll(int top, Action action, UiState state) {
        return scroll(top, action, Math.max(1, state.size().rows() - 6));
    }

    /// The first line in view after a key; the view stops at the last page.
    static int scroll(int top, Action action, int page) {
        return switch (action) {
            case MOVE_DOWN -> top + 1;
            case MOVE_UP -> Math.max(0, top - 1);
            case PAGE_DOWN -> top + page;
            case PAGE_UP -> Math.max(0, top - page);
            case FIRST -> 0;
            case LAST -> Integer.MAX_VALUE / 2;
            default -> top;
        };
    }

    private static Transition inDetail(UiState state, DetailScreen detail, Action action) {
        return switch (action) {
            case BACK -> Views.back(state);
            case OPEN -> Views.log(state);
            case TIME_FORMAT -> Transition.to(state.withClockTimes(!state.clockTimes()));
            case COPY -> {
                JobRow row = state.job(detail.job());
                yield row == null
                        ? Transition.to(state)
                        : Transition.to(state, new Effect.Copy(row.command(), "command"));
            }
            default -> {
                int rows = Rooms.detailRuns(state.size());
                RunList runs = detail.runs().moved(action, rows);
                yield paged(
                        state.withTop(detail.withRuns(runs)),
                        runs.wantsMore(rows) ? detail.runsFrom(runs.more()) : null);
            }
        };
    }

    private static Transition inRuns(UiState state, RunsScreen screen, Action action) {
        return switch (action) {
            case BACK ->
                    screen.filter().isEmpty()
                            ? Views.back(state)
                            : Transition.to(
                                    state.withTop(screen.with(screen.all(), "", state.size())));
            case OPEN -> {
                RunRow run = screen.shown().selectedRun();
                JobRow row = run == null ? null : state.job(run.number());
                yield row == null
                        ? Transition.to(state.warning("its job is gone"))
                        : Views.open(state, DetailScreen.of(row.number(), row.name()));
            }
            case FILTER ->
                    Transition.to(state.withMode(new Mode.Typing(TextLine.of(screen.filter()))));
            case FAILED_ONLY -> Transition.to(failedOnly(state, screen));
            case COPY -> {
                RunRow run = screen.shown().selectedRun();
                yield run == null
                        ? Transition.to(state)
                        : Transition.to(state, new Effect.Copy(run.name(), "name"));
            }
            default -> {
                int rows = Rooms.list(state.size());
                RunList shown = screen.shown().moved(action, rows);
                yield paged(
                        state.withTop(screen.withShown(shown)),
                        shown.wantsMore(rows) ? screen.page(screen.all().more()) : null);
            }
        };
    }

    private static UiState failedOnly(UiState state, RunsScreen screen) {
        if (screen.isRunning()) {
            return state.warning("f: what runs has not failed");
        }
        boolean all = screen.which() == Query.Which.ALL;
        Query.Which which = all ? Query.Which.FAILED : Query.Which.ALL;
        RunsScreen next = RunsScreen.of(which, screen.job(), screen.title());
        next = next.with(RunList.EMPTY, screen.filter(), state.size());
        return state.withScreens(state.screens().with(next).dueAt(state.now()));
    }

    /// The cursor came near the end of what is loaded: the next page is asked for.
    private static Transition paged(UiState state, Query.@Nullable Runs page) {
        return page == null || !state.isLive()
                ? Transition.to(state)
                : Transition.to(state, new Effect.Ask(page));
    }

    private static Transition inLog(UiState state, LogScreen log, Action action) {
        return switch (action) {
            case BACK -> Views.back(state);
            case SEARCH ->
                    Transition.to(state.withMode(new Mode.Typing(TextLine.of(log.pattern()))));
            case NEXT_MATCH -> Transition.to(searched(state, log, 1));
            case PREVIOUS_MATCH -> Transition.to(searched(state, log, -1));
            case COPY -> copyLine(state, log);
            case PAGER ->
                    log.place().path().isEmpty()
                            ? Transition.to(state.warning("o: there is no file yet"))
                            : Transition.to(state, new Effect.Page(log.place().path()));
            default -> {
                LogScreen next = log.moved(action, state.size());
                UiState moved = state.withTop(next);
                yield Transition.to(
                        log.following() && !next.following()
                                ? moved.saying("not following any more: f or G goes on")
                                : moved);
            }
        };
    }

    static UiState searched(UiState state, LogScreen log, int direction) {
        if (log.pattern().isEmpty()) {
            return state.warning("n: nothing to search for; / says what");
        }
        LogScreen next = log.searched(direction, state.size());
        UiState after = state.withTop(next);
        return next.found() < 0 ? after.warning("not found: " + log.pattern()) : after;
    }

    private static Transition copyLine(UiState state, LogScreen log) {
        if (log.buffer().lines() == 0) {
            return Transition.to(state.warning("y: there is nothing to copy"));
        }
        long number = log.found() >= log.buffer().first() ? log.found() : log.buffer().end() - 1;
        return Transition.to(state, new Effect.Copy(log.buffer().get(number).text(), "line"));
    }

    private static Transition inUpcoming(UiState state, UpcomingScreen screen, Action action) {
        return switch (action) {
            case BACK -> Views.back(state);
            case TIME_FORMAT -> Transition.to(state.withClockTimes(!state.clockTimes()));
            case OPEN -> {
                JobRow row = screen.selectedRow(state);
                yield row == null
                        ? Transition.to(state)
                        : Views.open(state, DetailScreen.of(row.number(), row.name()));
            }
            default -> Transition.to(state.withTop(screen.moved(action, state)));
        };
    }
}
