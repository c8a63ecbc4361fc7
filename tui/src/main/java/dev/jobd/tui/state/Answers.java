package dev.jobd.tui.state;

import java.util.Map;
import java.util.Set;

/// What answers and output make of the screens in front of the list.
final class Answers {

    private Answers() {}

    /// An answer goes to the screen in front; the others ask anew when they come to the front.
    static UiState answered(UiState state, Query query, Answer answer) {
        Screen top = state.screens().asking();
        if (top == null) {
            return state;
        }
        Screen next = top.answered(query, answer, state.size());
        UiState after = state.withScreens(state.screens().withAsking(next));
        if (answer instanceof Answer.None(var reason) && !(top instanceof FormScreen)) {
            return after.warning(reason);
        }
        return next.queries(after).equals(top.queries(state))
                ? after
                : after.withScreens(after.screens().dueSoon());
    }

    /// When a job that the screen in front is about is different now, it asks again.
    static UiState concerned(UiState state, Set<Long> changed) {
        Screen top = state.screens().asking();
        return top != null && changed.stream().anyMatch(top::concerns)
                ? state.withScreens(state.screens().dueSoon())
                : state;
    }

    static UiState saved(UiState state, String text) {
        UiState next = state.saying(text);
        return state.screens().top() instanceof FormScreen
                ? next.withScreens(next.screens().pop()).withMode(new Mode.Browsing())
                : next;
    }

    static UiState notSaved(UiState state, String text, Map<String, String> problems) {
        UiState next = state.warning("not saved: " + text);
        if (!(state.screens().top() instanceof FormScreen form)) {
            return next;
        }
        FormScreen.Checked checked =
                new FormScreen.Checked(
                        form.version(),
                        problems,
                        form.checked().words(),
                        form.checked().next(),
                        "");
        return next.withTop(form.withSaving(false).withChecked(checked).onProblem());
    }

    /// Output goes to the log that is being read; of an older reading it is not wanted any more.
    static UiState log(UiState state, Msg msg) {
        if (!(state.screens().top() instanceof LogScreen log)) {
            return state;
        }
        LogScreen next =
                switch (msg) {
                    case Msg.LogOpened(int feed, var path, long before, int attempt)
                            when feed == log.feed() ->
                            log.withPlace(
                                    new LogScreen.Place(path, before, attempt, "open", false));
                    case Msg.LogLines(int feed, var lines, boolean replaces)
                            when feed == log.feed() ->
                            log.withLines(log.buffer().with(lines, replaces));
                    case Msg.LogEnded(int feed, var how, boolean problem) when feed == log.feed() ->
                            log.withPlace(
                                    new LogScreen.Place(
                                            log.place().path(),
                                            log.place().before(),
                                            log.place().attempt(),
                                            how,
                                            problem));
                    default -> log;
                };
        return state.withTop(next);
    }
}
