package dev.jobd.tui.state;

import dev.jobd.tui.input.InputEvent.Clicked;
import dev.jobd.tui.input.InputEvent.Ended;
import dev.jobd.tui.input.InputEvent.Pasted;
import dev.jobd.tui.input.InputEvent.Pressed;
import dev.jobd.tui.input.InputEvent.Turned;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Connection.Live;
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
        Transition transition = change(before.at(now), msg);
        return new Transition(withPane(transition.state()), transition.effects());
    }

    /// What stands beside the list is about the job under the cursor.
    private static UiState withPane(UiState state) {
        Screens screens = state.screens();
        JobRow row =
                screens.top() == null && state.layout().isFramed()
                        ? state.table().selectedRow()
                        : null;
        DetailScreen pane = screens.pane();
        if (row == null) {
            return pane == null || screens.top() != null
                    ? state
                    : state.withScreens(screens.withPane(null));
        }
        return pane != null && pane.job() == row.number()
                ? state
                : state.withScreens(
                        screens.withPane(DetailScreen.of(row.number(), row.name())).dueSoon());
    }

    private Transition change(UiState state, Msg msg) {
        return switch (msg) {
            case Msg.Input(Pressed(var key)) -> keys.press(state, key);
            case Msg.Input(Pasted(var text)) -> Transition.to(keys.paste(state, text));
            case Msg.Input(Clicked(int column, int row)) ->
                    Transition.to(Pointer.clicked(state, column, row));
            case Msg.Input(Turned(boolean up)) -> keys.turn(state, up);
            case Msg.Input(Ended()) -> Transition.to(state, new Effect.Quit());
            case Msg.Tick() -> tick(state);
            case Msg.WindowChanged() -> Transition.to(state, new Effect.Measure());
            case Msg.Resized(var size) -> Transition.to(state.withSize(size));
            case Msg.Continued() ->
                    Transition.to(state, new Effect.Reenter(), new Effect.Measure());
            case Msg.Connected _, Msg.JobsChanged _, Msg.JobsReplaced _, Msg.Synced _, Msg.Pong _ ->
                    Transition.to(Contacts.heard(state, msg));
            case Msg.ConnectionLost(int number, var reason) ->
                    state.contact().dependsOn(number) ? lost(state, reason) : Transition.to(state);
            case Msg.Done(var text, var removed) ->
                    Transition.to(
                            removed.isEmpty()
                                    ? state.saying(text)
                                    : state.saying(text).withRemoved(removed));
            case Msg.NotDone(var text) -> Transition.to(state.warning(text));
            case Msg.Told(var text, boolean warning) ->
                    Transition.to(warning ? state.warning(text) : state.saying(text));
            case Msg.Answered(var query, var answer) ->
                    Transition.to(Answers.answered(state, query, answer));
            case Msg.Saved(var text) -> Transition.to(Answers.saved(state, text));
            case Msg.NotSaved(var text, var problems) ->
                    Transition.to(Answers.notSaved(state, text, problems));
            case Msg.Edited(var text) ->
                    Transition.to(
                            state.screens().top() instanceof FormScreen form
                                    ? FormKeys.edited(state, form, text)
                                    : state);
            case Msg.Sampled(var samples) ->
                    Transition.to(state.withUsage(state.usage().with(samples, state.now())));
            case Msg.LogOpened _, Msg.LogLines _, Msg.LogEnded _ ->
                    Transition.to(Answers.log(state, msg));
        };
    }

    /// When something changes by itself: a countdown, a question to ask, a message to take away.
    public static Instant deadline(UiState state) {
        Instant daemonSecond = state.daemonNow().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant deadline = daemonSecond.minus(state.daemonAhead());
        deadline = earlier(deadline, state.contact().deadline());
        deadline = earlier(deadline, state.table().settlesAt());
        if (state.isLive() && state.screens().asking() != null) {
            deadline = earlier(deadline, state.screens().due());
        }
        Flash flash = state.flash();
        return flash == null ? deadline : earlier(deadline, flash.until());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /// Nothing of the old connection is used any more: what is asked for next takes a new one.
    private static Transition lost(UiState state, String reason) {
        return Transition.to(Contacts.lost(state, reason), new Effect.Disconnect());
    }

    private static Transition tick(UiState state) {
        Contact contact = state.contact();
        if (contact.isOverdue(state.now())) {
            String reason = "no answer for " + Contact.PATIENCE.toSeconds() + "s";
            return lost(state, reason);
        }
        List<Effect> effects = new ArrayList<>();
        UiState next = state.withTable(state.table().at(state.moment()));
        if (contact.isDue(state.now())) {
            boolean isLive = state.connection() instanceof Live;
            Contact asked = isLive ? contact.asked(state.now()) : contact.attempted(state.now());
            next = next.withContact(asked);
            effects.add(
                    isLive
                            ? new Effect.Ping(asked.number())
                            : new Effect.Connect(asked.number(), false));
        }
        Screen top = next.screens().asking();
        if (top != null && next.isLive() && next.screens().isDue(state.now())) {
            top.queries(next).forEach(query -> effects.add(new Effect.Ask(query)));
            next = next.withScreens(next.screens().asked(state.now(), top.period(next)));
        }
        List<Long> pids = state.now().isBefore(next.usage().due()) ? List.of() : Usage.wanted(next);
        if (!pids.isEmpty()) {
            effects.add(new Effect.LookAt(pids));
            next = next.withUsage(next.usage().dueAt(state.now().plus(Usage.PERIOD)));
        }
        return new Transition(next, effects);
    }
}
