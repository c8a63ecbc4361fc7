package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The five views, and how one goes from one screen to another.
public final class Views {

    private static final long LOG_BYTES = 1 << 20;
    private static final List<Action> ORDER =
            List.of(
                    Action.VIEW_JOBS,
                    Action.VIEW_RUNNING,
                    Action.VIEW_HISTORY,
                    Action.VIEW_UPCOMING,
                    Action.VIEW_DAEMON);

    /// What the views are called, in their order.
    public static final List<String> TABS =
            List.of("1 Jobs", "2 Running", "3 History", "4 Upcoming", "5 Daemon");

    /// The columns between two of their names.
    public static final int TABS_GAP = 2;

    private Views() {}

    /// Which of the views is in front, -1 when it is none of them.
    public static int tab(UiState state) {
        return tab(state.screens().stack());
    }

    /// The same of some screens, the newest last.
    public static int tab(List<Screen> stack) {
        if (stack.isEmpty()) {
            return 0;
        }
        return stack.size() > 1
                ? -1
                : switch (stack.getFirst()) {
                    case RunsScreen runs when runs.job() == 0 -> runs.isRunning() ? 1 : 2;
                    case UpcomingScreen _ -> 3;
                    case DaemonScreen _ -> 4;
                    default -> -1;
                };
    }

    /// The view whose name stands at a column of the second line.
    static UiState clicked(UiState state, int column) {
        int at = 1;
        for (int i = 0; i < TABS.size(); i++) {
            int end = at + TABS.get(i).length();
            if (column >= at && column < end) {
                return show(state, ORDER.get(i));
            }
            at = end + TABS_GAP;
        }
        return state;
    }

    /// Puts a screen in front of what is there.
    static Transition open(UiState state, Screen screen) {
        return Transition.to(state.withScreens(state.screens().push(screen)));
    }

    /// Leaves the screen in front.
    static Transition back(UiState state) {
        boolean isLog = state.screens().top() instanceof LogScreen;
        UiState next = state.withScreens(state.screens().pop());
        return isLog ? Transition.to(next, new Effect.CloseLog()) : Transition.to(next);
    }

    /// One of the five views, with nothing in front of it.
    static UiState show(UiState state, Action view) {
        Screens screens = state.screens();
        return state.withScreens(
                switch (view) {
                    case VIEW_RUNNING -> screens.only(RunsScreen.running());
                    case VIEW_HISTORY -> screens.only(RunsScreen.history());
                    case VIEW_UPCOMING -> screens.only(UpcomingScreen.first());
                    case VIEW_DAEMON -> screens.only(new DaemonScreen(null, 0));
                    default -> screens.none();
                });
    }

    static UiState step(UiState state, int step) {
        int now = ORDER.indexOf(current(state));
        return show(state, ORDER.get(Math.floorMod(now + step, ORDER.size())));
    }

    /// The view that stands behind everything.
    static Action current(UiState state) {
        List<Screen> stack = state.screens().stack();
        return ORDER.get(Math.max(0, stack.isEmpty() ? 0 : tab(stack.subList(0, 1))));
    }

    static Transition history(UiState state) {
        JobRow row = Targets.job(state);
        return row == null
                ? Transition.to(state.warning("no job selected"))
                : open(
                        state,
                        RunsScreen.of(Query.Which.ALL, row.number(), row.name() + " history"));
    }

    static Transition why(UiState state) {
        JobRow row = Targets.job(state);
        return row == null
                ? Transition.to(state.warning("no job selected"))
                : open(state, new WhyScreen(row.number(), row.name(), null, List.of(), 0));
    }

    /// The output of the run under the cursor; of a job, of its newest run.
    static Transition log(UiState state) {
        Target target = logTarget(state);
        if (target == null) {
            return Transition.to(state.warning("l: it has no run yet, so there is no output"));
        }
        int feed = state.screens().feeds() + 1;
        LogScreen.Of of = new LogScreen.Of(target.job(), target.name(), target.run());
        Screens screens = state.screens().withFeed(feed).push(LogScreen.of(feed, of));
        return Transition.to(
                state.withScreens(screens), new Effect.OpenLog(feed, of.id(), LOG_BYTES));
    }

    private static @Nullable Target logTarget(UiState state) {
        RunRow run =
                switch (state.screens().top()) {
                    case DetailScreen detail -> detail.runs().selectedRun();
                    case RunsScreen runs -> runs.shown().selectedRun();
                    case null, default -> null;
                };
        if (run != null) {
            String name = run.job().isEmpty() ? String.valueOf(run.number()) : run.job();
            return new Target(run.number(), name, run.run());
        }
        JobRow row = Targets.job(state);
        ActiveRun active = row == null ? null : row.active();
        LastRun last = row == null ? null : row.last();
        if (row == null || (active == null && last == null)) {
            return null;
        }
        long number = active != null ? active.run() : last == null ? 0 : last.run();
        return new Target(row.number(), row.name(), number);
    }
}
