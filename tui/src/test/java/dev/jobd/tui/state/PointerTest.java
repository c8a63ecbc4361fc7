package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.InputEvent.Clicked;
import dev.jobd.tui.input.InputEvent.Turned;
import dev.jobd.tui.input.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointerTest {

    private static final Size SIZE = new Size(80, 24);
    private static final Size LARGE = new Size(200, 50);

    private final UiState list = withMouse(SIZE);

    private static UiState withMouse(Size size) {
        return States.press(States.live(size, Rows.sample()), Key.of('m'));
    }

    private static UiState click(UiState state, int column, int row) {
        return States.after(state, new Msg.Input(new Clicked(column, row)));
    }

    private static UiState turn(UiState state, boolean up) {
        return States.after(state, new Msg.Input(new Turned(up)));
    }

    @Test
    void theMouseIsTheTerminalsUntilItIsAskedFor() {
        UiState off = States.live(SIZE, Rows.sample());
        assertThat(click(off, 10, 6)).isEqualTo(off);
        assertThat(turn(off, false)).isEqualTo(off);
        assertThat(States.effects(off, Key.of('m'))).containsExactly(new Effect.UseMouse(true));
        assertThat(States.effects(list, Key.of('m'))).containsExactly(new Effect.UseMouse(false));
    }

    @Test
    void aClickSelectsTheRowAndDoesNothingElse() {
        UiState clicked = click(list, 10, 6);
        assertThat(clicked.table().cursor()).isEqualTo(3);
        assertThat(States.effects(list, new Msg.Input(new Clicked(10, 6)))).isEmpty();
        assertThat(click(list, 10, 19).table()).as("below the last row").isEqualTo(list.table());
    }

    @Test
    void theWheelScrolls() {
        UiState down = turn(list, false);
        assertThat(down.table().cursor()).isEqualTo(3);
        assertThat(turn(down, true).table().cursor()).isZero();
        UiState log = States.after(Samples.log(SIZE, false), new Msg.Resized(SIZE)).withMouse(true);
        LogScreen scrolled = (LogScreen) turn(log, true).screens().top();
        assertThat(scrolled).isNotNull().extracting(LogScreen::following).isEqualTo(false);
        UiState help = States.type(list, "?");
        assertThat(turn(help, false).mode()).isEqualTo(new Mode.Helping(help.browsed(), 3));
    }

    @ParameterizedTest
    @CsvSource({"6, NAME", "42, ATTENTION", "56, NEXT", "70, DURATION", "78, FAILURES"})
    void aClickOnATitleSortsAndAnotherOneReverses(int column, SortOrder.Column order) {
        UiState sorted = click(click(list, 6, 2), 6, 2);
        sorted = click(sorted, column, 2);
        assertThat(sorted.table().order().column()).isEqualTo(order);
        boolean reversed = sorted.table().order().reversed();
        assertThat(click(sorted, column, 2).table().order().reversed()).isEqualTo(!reversed);
        assertThat(click(list, 25, 2).table().order()).as("no order").isEqualTo(SortOrder.FIRST);
    }

    @Test
    void aClickOnTheNameOfAViewShowsIt() {
        UiState history = click(list, 24, 1);
        assertThat(history.screens().top())
                .isInstanceOfSatisfying(
                        RunsScreen.class, runs -> assertThat(runs.isRunning()).isFalse());
        assertThat(click(history, 3, 1).screens().top()).isNull();
    }

    @Test
    void runsAreSelectedWhereverTheyAreListed() {
        UiState history = Samples.answered(click(list, 24, 1));
        RunsScreen runs = (RunsScreen) click(history, 10, 7).screens().top();
        assertThat(runs).isNotNull();
        assertThat(runs.shown().cursor()).isEqualTo(4);
        UiState detail = Samples.detail(SIZE).withMouse(true);
        DetailScreen clicked = (DetailScreen) click(detail, 10, 11).screens().top();
        assertThat(clicked).isNotNull();
        assertThat(clicked.runs().cursor()).isOne();
    }

    @Test
    void whatRunsAndWhatComesNextSelectsItsJob() {
        UiState large = withMouse(LARGE);
        Area running = large.layout().running();
        Area upcoming = large.layout().upcoming();
        assertThat(running).isNotNull();
        assertThat(upcoming).isNotNull();
        assertThat(click(large, 12, running.row() + 2).table().selected()).isEqualTo(3);
        UiState next = click(large, upcoming.column() + 5, upcoming.row() + 2);
        assertThat(next.table().selectedRow()).isEqualTo(large.table().all().soonest().getFirst());
    }

    @Test
    void nothingIsClickedBehindAQuestion() {
        UiState asked = States.type(States.press(list, Key.of('g')), "d");
        assertThat(click(asked, 10, 6)).isEqualTo(asked);
        assertThat(States.effects(asked, new Msg.Input(new Turned(false)))).isEmpty();
    }
}
