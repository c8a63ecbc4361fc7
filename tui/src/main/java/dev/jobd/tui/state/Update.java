package dev.jobd.tui.state;

import dev.jobd.tui.input.InputEvent.Ended;
import dev.jobd.tui.input.InputEvent.Pasted;
import dev.jobd.tui.input.InputEvent.Pressed;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Connection.Connecting;
import dev.jobd.tui.state.Connection.Live;
import dev.jobd.tui.state.Connection.Lost;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The reducer: what a message makes of a state. It does nothing itself and knows no clock.
public final class Update {

    private final Keys keys;

    public Update(KeyMap keyMap) {
        keys = new Keys(keyMap);
    }

    /// The state after a message that arrived at a moment, and what has to be done.
    public Transition apply(UiState before, Msg msg, Instant now) {
        UiState state = before.at(now);
        return switch (msg) {
            case Msg.Input(Pressed(var key)) -> keys.press(state, key);
            case Msg.Input(Pasted(var text)) -> Transition.to(keys.paste(state, text));
            case Msg.Input(Ended()) -> Transition.to(state, new Effect.Quit());
            case Msg.Tick() -> tick(state);
            case Msg.WindowChanged() -> Transition.to(state, new Effect.Measure());
            case Msg.Resized(var size) -> Transition.to(state.withSize(size));
            case Msg.Continued() ->
                    Transition.to(state, new Effect.Reenter(), new Effect.Measure());
            case Msg.Listed(int number, var listing) -> listed(state, number, listing);
            case Msg.ListFailed(int number, var reason) -> listFailed(state, number, reason);
            case Msg.Done(var text, var removed) ->
                    Transition.to(
                            askSoon(
                                    removed.isEmpty()
                                            ? state.saying(text)
                                            : state.saying(text).withRemoved(removed)));
            case Msg.NotDone(var text) -> Transition.to(askSoon(state.warning(text)));
            case Msg.Told(var text, boolean warning) ->
                    Transition.to(warning ? state.warning(text) : state.saying(text));
            case Msg.Answered(var query, var answer) ->
                    Transition.to(Answers.answered(state, query, answer));
            case Msg.Saved(var text) -> Transition.to(askSoon(Answers.saved(state, text)));
            case Msg.NotSaved(var text, var problems) ->
                    Transition.to(Answers.notSaved(state, text, problems));
            case Msg.Edited(var text) ->
                    Transition.to(
                            state.screens().top() instanceof FormScreen form
                                    ? FormKeys.edited(state, form, text)
                                    : state);
            case Msg.LogOpened _, Msg.LogLines _, Msg.LogEnded _ ->
                    Transition.to(Answers.log(state, msg));
        };
    }

    /// When something changes by itself: a countdown, a question to ask, a message to take away.
    public static Instant deadline(UiState state) {
        Instant daemonSecond = state.daemonNow().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant deadline = daemonSecond.minus(state.daemonAhead());
        deadline = earlier(deadline, state.poll().deadline());
        if (state.isLive() && state.screens().top() != null) {
            deadline = earlier(deadline, state.screens().due());
        }
        Flash flash = state.flash();
        return flash == null ? deadline : earlier(deadline, flash.until());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Transition tick(UiState state) {
        Poll poll = state.poll();
        if (poll.isOverdue(state.now())) {
            String reason = "no answer for " + Poll.PATIENCE.toSeconds() + "s";
            return Transition.to(lost(state, reason), new Effect.Disconnect());
        }
        List<Effect> effects = new ArrayList<>();
        UiState next = state;
        if (poll.isDue(state.now())) {
            Poll asked = poll.asked(state.now());
            next = next.withPoll(asked);
            effects.add(new Effect.Fetch(asked.number()));
        }
        Screen top = next.screens().top();
        if (top != null && next.isLive() && next.screens().isDue(state.now())) {
            top.queries(next).forEach(query -> effects.add(new Effect.Ask(query)));
            next = next.withScreens(next.screens().asked(state.now(), top.period(next)));
        }
        return new Transition(next, effects);
    }

    private static Transition listed(UiState state, int number, Listing listing) {
        if (number != state.poll().number() || state.poll().askedAt() == null) {
            return Transition.to(state);
        }
        Duration ahead = Duration.between(state.now(), listing.daemonNow());
        UiState next = state.withConnection(new Live(), steady(state.daemonAhead(), ahead));
        if (state.connection() instanceof Lost) {
            next = next.saying("connected again");
        }
        next = next.withTable(next.table().withJobs(listing.jobs(), next.daemonNow()));
        next = Answers.concerned(state, next).withoutOldMarks();
        return Transition.to(next.withPoll(next.poll().answered(nextQuestion(next))));
    }

    /// Keeps the clock difference unless it really changed: the answer's way takes a few
    /// milliseconds, and countdowns must not jitter with it.
    private static Duration steady(Duration before, Duration measured) {
        Duration change = measured.minus(before).abs();
        return change.compareTo(Duration.ofMillis(100)) < 0 ? before : measured;
    }

    /// The next full second of the daemon's clock, when the countdowns change anyway.
    private static Instant nextQuestion(UiState state) {
        Instant second = state.daemonNow().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return second.minus(state.daemonAhead());
    }

    private static Transition listFailed(UiState state, int number, String reason) {
        return number == state.poll().number() && state.poll().askedAt() != null
                ? Transition.to(lost(state, reason))
                : Transition.to(state);
    }

    private static UiState lost(UiState state, String reason) {
        Lost lost =
                switch (state.connection()) {
                    case Connecting() -> new Lost(state.now(), null, reason, 1);
                    case Live() -> new Lost(state.now(), state.daemonNow(), reason, 1);
                    case Lost(var since, var dataAt, var _, int failures) ->
                            new Lost(since, dataAt, reason, failures + 1);
                };
        return state.withConnection(lost, state.daemonAhead())
                .withPoll(state.poll().failed(lost.failures(), state.now()));
    }

    private static UiState askSoon(UiState state) {
        return state.isLive() ? state.withPoll(state.poll().dueAt(state.now())) : state;
    }
}
