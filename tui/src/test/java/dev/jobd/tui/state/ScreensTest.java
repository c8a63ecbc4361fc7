package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The screens in front of the list: how they come and go, what they ask, and what they take.
class ScreensTest {

    private static final Size SIZE = new Size(80, 24);
    private static final Instant NOW = Rows.NOW;

    private final UiState onEtl = Samples.onEtl(SIZE);

    @Test
    void enterOpensTheJobWhichAsksForAllItShows() {
        UiState open = States.press(onEtl, Named.ENTER);
        assertThat(open.screens().top()).isInstanceOf(DetailScreen.class);
        assertThat(States.effects(open, new Msg.Tick()))
                .containsExactly(
                        new Effect.Ask(new Query.Job(3, 5)),
                        new Effect.Ask(new Query.Runs(3, Query.Which.ALL, "", 100)),
                        new Effect.LookAt(List.of(4211L)));
        assertThat(States.press(open, Named.ESCAPE).screens().top()).isNull();
    }

    @Test
    void aScreenAsksAgainWhenItsJobIsDifferentAndNotWhenAnotherIs() {
        UiState open = Samples.detail(SIZE);
        assertThat(open.screens().due()).isAfter(NOW);
        UiState polled = States.at(open, NOW.plusSeconds(1), new Msg.Tick()).state();
        UiState same = States.after(polled, changed(4));
        assertThat(same.screens().due()).isEqualTo(polled.screens().due());
        UiState news = States.after(polled, changed(3));
        assertThat(news.screens().due()).isBefore(polled.screens().due());
        UiState gone = States.after(polled, new Msg.JobsChanged(1, List.of(), Set.of(3L)));
        assertThat(gone.screens().due()).isBefore(polled.screens().due());
    }

    private static Msg changed(long number) {
        return new Msg.JobsChanged(1, List.of(Rows.paused(number, "job")), Set.of());
    }

    @Test
    void theOutputOfTheRunUnderTheCursorIsAskedForWhenTheCursorMoves() {
        UiState moved = States.press(Samples.detail(SIZE), Key.of('j'));
        Instant due = moved.screens().due();
        assertThat(due).isBeforeOrEqualTo(NOW.plusMillis(250));
        assertThat(States.at(moved, due, new Msg.Tick()).effects())
                .contains(new Effect.Ask(new Query.Tail("3/1181", 8192)));
    }

    @Test
    void anAnswerForAnotherScreenIsNotTaken() {
        UiState open = Samples.detail(SIZE);
        Query other = new Query.Runs(99, Query.Which.ALL, "", 100);
        UiState after = States.after(open, new Msg.Answered(other, new Answer.Runs(List.of(), "")));
        assertThat(after.screens().top()).isEqualTo(open.screens().top());
    }

    @Test
    void nothingIsAskedWithoutADaemon() {
        UiState lost = States.press(States.lost(SIZE, Rows.sample()), Key.of('5'));
        assertThat(States.effects(lost, new Msg.Tick())).noneMatch(Effect.Ask.class::isInstance);
    }

    @Test
    void nearTheEndOfTheRunsTheNextPageIsAskedForAndAppended() {
        UiState open = Samples.detail(SIZE);
        assertThat(States.effects(open, Key.of('G')))
                .containsExactly(new Effect.Ask(new Query.Runs(3, Query.Which.ALL, "more", 100)));
        UiState last = States.press(open, Key.of('G'));
        List<RunRow> older = List.of(Samples.ended(3, "etl-hourly", 7, "succeeded", 999_999));
        UiState more =
                States.after(
                        last,
                        new Msg.Answered(
                                new Query.Runs(3, Query.Which.ALL, "more", 100),
                                new Answer.Runs(older, "")));
        RunList runs = detail(more).runs();
        assertThat(runs.runs()).hasSize(32);
        assertThat(runs.more()).isEmpty();
        assertThat(runs.selected()).isEqualTo("3/1152");
        // A fresh first page keeps what was loaded below it.
        UiState fresh = Samples.answered(States.press(more, Key.of('R')));
        assertThat(detail(fresh).runs().runs()).hasSize(32);
    }

    @Test
    void theNumbersGoToTheViewsAndEscapeBack() {
        for (char key : new char[] {'2', '3', '4', '5'}) {
            UiState view = States.press(onEtl, Key.of(key));
            assertThat(view.screens().stack()).hasSize(1);
            assertThat(States.press(view, Key.of('1')).screens().stack()).isEmpty();
            assertThat(States.press(view, Named.ESCAPE).screens().stack()).isEmpty();
            assertThat(States.effects(view, Named.ESCAPE)).isEmpty();
        }
        UiState state = onEtl;
        for (int i = 0; i < 5; i++) {
            state = States.press(state, Named.TAB);
        }
        assertThat(state.screens().stack()).as("tab goes round").isEmpty();
        assertThat(States.press(onEtl, Named.BACK_TAB).screens().top())
                .isInstanceOf(DaemonScreen.class);
    }

    @Test
    void historyIsFilteredWhileTyped() {
        UiState typed = States.type(Samples.view(SIZE, '3'), "/skipped");
        RunsScreen runs = runs(typed);
        assertThat(runs.shown().runs()).extracting(RunRow::state).containsOnly("skipped");
        UiState cleared = States.press(typed, Named.ESCAPE);
        assertThat(runs(cleared).shown().runs()).hasSize(31);
        UiState negated = States.type(Samples.view(SIZE, '3'), "/!succeeded");
        assertThat(runs(negated).shown().runs())
                .extracting(RunRow::state)
                .doesNotContain("succeeded");
    }

    @Test
    void failedOnlyAsksTheDaemonForThose() {
        UiState failed = States.press(Samples.view(SIZE, '3'), Key.of('f'));
        assertThat(States.effects(failed, new Msg.Tick()))
                .contains(new Effect.Ask(new Query.Runs(0, Query.Which.FAILED, "", 200)));
    }

    @Test
    void whatIsDoneInTheHistoryIsDoneToTheRunUnderTheCursor() {
        UiState running = Samples.view(SIZE, '2');
        assertThat(States.effects(States.press(running, Key.of('x')), Key.of('y')))
                .containsExactly(new Effect.Stop(3, 1182, "etl-hourly"));
        UiState ended = States.press(Samples.view(SIZE, '3'), Key.of('j'));
        assertThat(States.press(ended, Key.of('x')).flash()).isNotNull();
        assertThat(States.press(ended, Key.of('x')).mode()).isInstanceOf(Mode.Browsing.class);
        assertThat(States.effects(ended, Key.of('r')))
                .containsExactly(new Effect.Trigger(3, "etl-hourly"));
    }

    @Test
    void aLogIsOpenedForTheRunThatWasShownAndClosedOnTheWayBack() {
        assertThat(States.effects(onEtl, Key.of('l')))
                .containsExactly(new Effect.OpenLog(1, "3/1182", 1 << 20));
        UiState older = States.press(Samples.detail(SIZE), Key.of('j'));
        assertThat(States.effects(older, Named.ENTER))
                .containsExactly(new Effect.OpenLog(1, "3/1181", 1 << 20));
        UiState open = States.press(onEtl, Key.of('l'));
        assertThat(States.effects(open, Named.ESCAPE)).containsExactly(new Effect.CloseLog());
    }

    @Test
    void aJobThatNeverRanHasNoLog() {
        UiState state = States.live(SIZE, List.of(Rows.waiting(1, "new", 9)));
        assertThat(States.effects(state, Key.of('l'))).isEmpty();
        assertThat(States.press(state, Key.of('l')).flash()).isNotNull();
    }

    @Test
    void whyAsksForSlotsAndRuns() {
        assertThat(States.effects(States.press(onEtl, Key.of('w')), new Msg.Tick()))
                .containsExactly(
                        new Effect.Ask(new Query.Stats()),
                        new Effect.Ask(new Query.Runs(3, Query.Which.ALL, "", 20)));
    }

    @Test
    void upcomingAsksForTheDueTimesOfWhatIsDue() {
        List<Effect> asked = States.effects(States.press(onEtl, Key.of('4')), new Msg.Tick());
        assertThat(asked).hasSize(1);
        Query.Fires fires = (Query.Fires) ((Effect.Ask) asked.getFirst()).query();
        assertThat(fires.jobs()).doesNotContain(9L).contains(4L, 5L);
    }

    @Test
    void aFailedQuestionIsSaid() {
        UiState open = States.press(onEtl, Key.of('5'));
        UiState after =
                States.after(open, new Msg.Answered(new Query.Stats(), new Answer.None("no luck")));
        assertThat(after.flash()).isNotNull().extracting(Flash::text).isEqualTo("no luck");
    }

    @Test
    void theDaemonIsAskedAgainByItself() {
        UiState open = Samples.view(SIZE, '5');
        Instant due = open.screens().due();
        assertThat(due).isEqualTo(NOW.plus(Duration.ofSeconds(2)));
        assertThat(Update.deadline(open)).isBeforeOrEqualTo(due);
        assertThat(States.at(open, due, new Msg.Tick()).effects())
                .contains(new Effect.Ask(new Query.Stats()));
    }

    @Test
    void detailCopiesTheCommandAndTheListTheName() {
        assertThat(States.effects(onEtl, Key.of('y')))
                .containsExactly(new Effect.Copy("etl-hourly", "name"));
        assertThat(States.effects(Samples.detail(SIZE), Key.of('y')))
                .containsExactly(new Effect.Copy("/opt/etl-hourly/run.sh --since 1h", "command"));
    }

    @Test
    void everyEndIsMarkedAsTheProtocolCallsIt() {
        Map<String, JobState> marks =
                Map.of(
                        "succeeded", JobState.OK,
                        "failed", JobState.FAILED,
                        "signalled", JobState.FAILED,
                        "timed-out", JobState.FAILED,
                        "killed", JobState.FINISHED,
                        "not-started", JobState.FAILED,
                        "skipped", JobState.FINISHED,
                        "missed", JobState.LATE,
                        "lost", JobState.FAILED);
        marks.forEach((word, mark) ->
                assertThat(Samples.ended(1, "a", 1, word, 1).mark()).isEqualTo(mark));
    }

    private static DetailScreen detail(UiState state) {
        return (DetailScreen) Objects.requireNonNull(state.screens().top());
    }

    private static RunsScreen runs(UiState state) {
        return (RunsScreen) Objects.requireNonNull(state.screens().top());
    }
}
