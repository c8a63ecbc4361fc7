package dev.jobd.tui.state;

import dev.jobd.model.Signal;
import dev.jobd.tui.input.Action;
import dev.jobd.tui.state.Mode.Choice;
import dev.jobd.tui.state.Mode.Choosing;
import dev.jobd.tui.state.Mode.Confirming;
import dev.jobd.tui.state.Mode.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What is done to jobs and runs: at once what is harmless, after a question what is not.
final class JobActions {

    private static final List<Signal> USUAL =
            List.of(
                    Signal.TERM,
                    Signal.INT,
                    Signal.HUP,
                    Signal.QUIT,
                    Signal.USR1,
                    Signal.USR2,
                    Signal.STOP,
                    Signal.CONT,
                    Signal.KILL);

    private JobActions() {}

    static Transition act(UiState state, Action action) {
        return switch (action) {
            case RUN -> run(state);
            case PAUSE_OR_RESUME -> pauseOrResume(state);
            case STOP -> askToStop(state);
            case SIGNAL -> chooseSignal(state);
            case DELETE -> askToDelete(state);
            case UNDO ->
                    state.removed().isEmpty()
                            ? Transition.to(state.warning("u: nothing was deleted here"))
                            : Transition.to(state, new Effect.Restore());
            case ADD -> opened(state, FormScreen.add());
            case EDIT -> form(state, FormScreen.Purpose.EDIT);
            case DUPLICATE -> form(state, FormScreen.Purpose.DUPLICATE);
            default -> Transition.to(state);
        };
    }

    private static Transition opened(UiState state, Screen screen) {
        return Transition.to(state.withScreens(state.screens().push(screen)));
    }

    private static Transition form(UiState state, FormScreen.Purpose purpose) {
        JobRow row = Targets.job(state);
        return row == null ? noJob(state) : opened(state, FormScreen.loading(purpose, row));
    }

    private static Transition noJob(UiState state) {
        return Transition.to(state.warning("no job selected"));
    }

    private static Transition run(UiState state) {
        List<JobRow> rows = Targets.jobs(state);
        if (rows.isEmpty()) {
            return noJob(state);
        }
        Effect.Send send = all("run", rows, row -> new Effect.Trigger(row.number(), row.name()));
        if (rows.size() == 1) {
            return Transition.to(state, send);
        }
        return asked(
                state,
                "Run " + rows.size() + " jobs now?",
                send,
                targets(rows),
                List.of("Each gets a run beside its schedule."));
    }

    private static Transition pauseOrResume(UiState state) {
        List<JobRow> rows = Targets.jobs(state);
        if (rows.isEmpty()) {
            return noJob(state);
        }
        boolean resume = rows.stream().allMatch(JobRow::paused);
        return Transition.to(
                state,
                resume
                        ? all("resume", rows, row -> new Effect.Resume(row.number(), row.name()))
                        : all("pause", rows, row -> new Effect.Pause(row.number(), row.name())));
    }

    private static Effect.Send all(
            String verb, List<JobRow> rows, Function<JobRow, Effect.Send> one) {
        return rows.size() == 1
                ? one.apply(rows.getFirst())
                : new Effect.All(
                        verb + " " + rows.size() + " jobs", rows.stream().map(one).toList());
    }

    private static List<Target> targets(List<JobRow> rows) {
        return rows.stream().map(row -> new Target(row.number(), row.name(), 0)).toList();
    }

    private static Transition asked(
            UiState state,
            String title,
            Effect.Send send,
            List<Target> targets,
            List<String> lines) {
        return Transition.to(
                state.withMode(new Confirming(title, List.of(send), targets, lines, false)));
    }

    private static Transition noRun(UiState state, String key) {
        JobRow row = Targets.job(state);
        String what = row == null || state.marks().size() > 1 ? "nothing here" : row.name();
        return Transition.to(state.warning(key + ": " + what + " has no run to stop"));
    }

    private static Transition askToStop(UiState state) {
        List<Target> targets = Targets.activeRuns(state);
        if (targets.isEmpty()) {
            return noRun(state, "x");
        }
        return asked(
                state,
                "Stop " + count(targets.size(), "run") + "?",
                toAll("stop", targets, it -> new Effect.Stop(it.job(), it.run(), it.name())),
                targets,
                List.of(
                        "Its stop signal to its process group, and SIGKILL",
                        "when it does not end in time. Type y to confirm."));
    }

    private static Effect.Send toAll(
            String verb, List<Target> targets, Function<Target, Effect.Send> one) {
        return targets.size() == 1
                ? one.apply(targets.getFirst())
                : new Effect.All(
                        verb + " " + targets.size() + " runs", targets.stream().map(one).toList());
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static Transition chooseSignal(UiState state) {
        List<Target> targets = Targets.activeRuns(state);
        if (targets.isEmpty()) {
            return noRun(state, "X");
        }
        List<Option> options = new ArrayList<>();
        options.add(new Option("none", "", new Choice.Nothing()));
        List<Signal> order = new ArrayList<>(USUAL);
        for (Signal signal : Signal.values()) {
            if (!order.contains(signal)) {
                order.add(signal);
            }
        }
        for (Signal signal : order) {
            options.add(
                    new Option(
                            signal.name(), "" + signal.number(), new Choice.Signal(signal.name())));
        }
        String title = "Signal for " + count(targets.size(), "run");
        return Transition.to(state.withMode(new Choosing(title, options, TextLine.EMPTY, 0)));
    }

    /// Asks whether to send the signal that was chosen.
    static Transition askToSignal(UiState state, String signal) {
        List<Target> targets = Targets.activeRuns(state);
        if (targets.isEmpty()) {
            return noRun(state, "X");
        }
        Effect.Send send =
                toAll(
                        signal + " to",
                        targets,
                        it -> new Effect.Signal(it.job(), it.run(), it.name(), signal));
        String first =
                signal.equals("KILL")
                        ? "It ends at once and can tidy nothing up."
                        : "Only this signal, nothing after it.";
        return asked(
                state,
                "Send " + signal + " to " + count(targets.size(), "run") + "?",
                send,
                targets,
                List.of(first, "Type y to confirm."));
    }

    private static Transition askToDelete(UiState state) {
        List<JobRow> rows = Targets.jobs(state);
        if (rows.isEmpty()) {
            return noJob(state);
        }
        return asked(
                state,
                "Delete " + count(rows.size(), "job") + "?",
                all("delete", rows, row -> new Effect.Remove(row.number(), row.name())),
                targets(rows),
                List.of(
                        "The history goes with it. u makes the job again, with a",
                        "new number and without its history. Type y to confirm."));
    }
}
