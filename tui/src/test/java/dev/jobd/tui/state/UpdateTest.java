package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.InputEvent.Ended;
import dev.jobd.tui.input.InputEvent.Pasted;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateTest {

    private static final Size SIZE = new Size(80, 24);
    private static final Instant NOW = Rows.NOW;
    private static final List<JobRow> JOBS =
            List.of(Rows.running(1, "etl"), Rows.paused(2, "cleanup"), Rows.ok(3, "tick", 4));

    private final UiState live = States.live(SIZE, JOBS);
    private final UiState lost = States.lost(SIZE, JOBS);

    @Test
    void theFirstTickAsksForTheList() {
        UiState start = UiState.start(NOW, SIZE, "/s");
        assertThat(States.effects(start, new Msg.Tick())).containsExactly(new Effect.Fetch(1));
        UiState asked = States.after(start, new Msg.Tick());
        assertThat(States.effects(asked, new Msg.Tick())).as("one question at a time").isEmpty();
    }

    @Test
    void theListIsAskedForOnceASecondOfTheDaemonsClock() {
        assertThat(Update.deadline(live)).isEqualTo(NOW.plusSeconds(1));
        Instant early = NOW.plusMillis(999);
        assertThat(States.at(live, early, new Msg.Tick()).effects()).isEmpty();
        assertThat(States.at(live, NOW.plusSeconds(1), new Msg.Tick()).effects())
                .containsExactly(new Effect.Fetch(2));
    }

    @Test
    void theDaemonsClockCountsNotOurs() {
        UiState start = States.after(UiState.start(NOW, SIZE, "/s"), new Msg.Tick());
        Listing listing = new Listing(JOBS, NOW.plusSeconds(3600));
        UiState ahead = States.after(start, new Msg.Listed(1, listing));
        assertThat(ahead.daemonNow()).isEqualTo(NOW.plusSeconds(3600));
        UiState asked = States.at(ahead, NOW.plusSeconds(1), new Msg.Tick()).state();
        Listing wobble = new Listing(JOBS, NOW.plusSeconds(3601).plusMillis(60));
        UiState next = States.at(asked, NOW.plusSeconds(1), new Msg.Listed(2, wobble)).state();
        assertThat(next.daemonAhead()).as("no jitter").isEqualTo(Duration.ofHours(1));
    }

    @Test
    void anAnswerToAnOldQuestionIsIgnored() {
        UiState asked = States.at(live, NOW.plusSeconds(1), new Msg.Tick()).state();
        UiState gone = States.at(asked, NOW.plusSeconds(4), new Msg.Tick()).state();
        assertThat(gone.isLive()).isFalse();
        UiState after = States.after(gone, new Msg.Listed(2, new Listing(List.of(), NOW)));
        assertThat(after.isLive()).isFalse();
        assertThat(after.table().all()).hasSize(3);
    }

    @Test
    void aSilentDaemonIsGivenUpAfterThreeSeconds() {
        Transition asked = States.at(live, NOW.plusSeconds(1), new Msg.Tick());
        assertThat(Update.deadline(asked.state())).isBeforeOrEqualTo(NOW.plusSeconds(4));
        assertThat(States.at(asked.state(), NOW.plusMillis(3999), new Msg.Tick()).effects())
                .isEmpty();
        Transition gone = States.at(asked.state(), NOW.plusSeconds(4), new Msg.Tick());
        assertThat(gone.effects()).containsExactly(new Effect.Disconnect());
        assertThat(gone.state().connection()).isInstanceOf(Connection.Lost.class);
    }

    @Test
    void aLostDaemonIsAskedAgainSlowerAndSlowerButNeverGivenUp() {
        UiState state = States.after(UiState.start(NOW, SIZE, "/s"), new Msg.Tick());
        Instant now = NOW;
        for (long wait : new long[] {250, 500, 1000, 2000, 4000, 5000, 5000, 5000}) {
            int number = state.poll().number();
            state = States.at(state, now, new Msg.ListFailed(number, "refused")).state();
            assertThat(state.poll().due()).isEqualTo(now.plusMillis(wait));
            now = now.plusMillis(wait);
            Transition again = States.at(state, now, new Msg.Tick());
            assertThat(again.effects()).containsExactly(new Effect.Fetch(number + 1));
            state = again.state();
        }
    }

    @Test
    void afterALossTheDataStaysAndTheNextAnswerIsLive() {
        assertThat(lost.table().all()).hasSize(3);
        assertThat(((Connection.Lost) lost.connection()).dataAt()).isEqualTo(NOW.plusSeconds(1));
        UiState asked = States.after(lost, new Msg.Tick());
        int number = asked.poll().number();
        UiState back = States.after(asked, new Msg.Listed(number, new Listing(JOBS, asked.now())));
        assertThat(back.isLive()).isTrue();
    }

    @Test
    void anActionWithoutADaemonIsRefusedAndNeverQueued() {
        for (char key : new char[] {'r', 'p', 'x'}) {
            assertThat(States.effects(lost, Key.of(key))).isEmpty();
            UiState after = States.press(lost, Key.of(key));
            assertThat(after.mode()).isInstanceOf(Mode.Browsing.class);
            assertThat(flash(after)).contains("not sent");
        }
    }

    @Test
    void keysActOnTheJobUnderTheCursor() {
        UiState onTick = on("tick");
        assertThat(States.effects(onTick, Key.of('r')))
                .containsExactly(new Effect.Trigger(3, "tick"));
        assertThat(States.effects(onTick, Key.of('p')))
                .containsExactly(new Effect.Pause(3, "tick"));
        assertThat(States.effects(on("cleanup"), Key.of('p')))
                .containsExactly(new Effect.Resume(2, "cleanup"));
    }

    @Test
    void stoppingAJobWithoutARunSaysWhyNot() {
        UiState after = States.press(on("tick"), Key.of('x'));
        assertThat(flash(after)).contains("tick has no run to stop");
        assertThat(after.mode()).isInstanceOf(Mode.Browsing.class);
    }

    @Test
    void stoppingNamesItsTargetAndWaitsForYes() {
        UiState asked = States.press(on("etl"), Key.of('x'));
        Mode.Confirming question = (Mode.Confirming) asked.mode();
        assertThat(question.targets())
                .extracting(target -> target.words(asked))
                .containsExactly("etl  run #1182  pid 4211  12m40s");
        for (Key no : new Key[] {Named.ENTER, Named.ESCAPE, Key.of('n')}) {
            assertThat(States.effects(asked, no)).isEmpty();
            assertThat(States.press(asked, no).mode()).isInstanceOf(Mode.Browsing.class);
        }
        for (Key other : new Key[] {Key.of('r'), Key.of('q'), Key.of('x'), Key.of('Y')}) {
            assertThat(States.press(asked, other)).isEqualTo(asked);
        }
        assertThat(States.effects(asked, Key.of('y')))
                .containsExactly(new Effect.Stop(1, 1182, "etl"));
    }

    @Test
    void yesStopsTheRunThatWasShownEvenWhenANewerOneRuns() {
        UiState asked = States.press(on("etl"), Key.of('x'));
        UiState polled = States.at(asked, NOW.plusSeconds(1), new Msg.Tick()).state();
        List<JobRow> others = List.of(Rows.ok(1, "etl", 9), Rows.ok(3, "tick", 4));
        UiState newer = States.after(polled, new Msg.Listed(2, new Listing(others, NOW)));
        assertThat(States.effects(newer, Key.of('y')))
                .containsExactly(new Effect.Stop(1, 1182, "etl"));
    }

    @Test
    void yesWithoutADaemonStopsNothing() {
        UiState asked = States.press(on("etl"), Key.of('x'));
        UiState polled = States.at(asked, NOW.plusSeconds(1), new Msg.Tick()).state();
        UiState gone = States.after(polled, new Msg.ListFailed(2, "gone"));
        assertThat(States.effects(gone, Key.of('y'))).isEmpty();
        assertThat(flash(States.press(gone, Key.of('y')))).contains("nothing was done");
    }

    @Test
    void anAnswerIsShownAndTheListAskedForAtOnce() {
        UiState done = States.after(live, new Msg.Done("run now: tick"));
        assertThat(flash(done)).isEqualTo("run now: tick");
        assertThat(States.effects(done, new Msg.Tick())).containsExactly(new Effect.Fetch(2));
        UiState later = States.at(done, NOW.plusSeconds(7), new Msg.Tick()).state();
        assertThat(later.flash()).as("it goes by itself").isNull();
    }

    @Test
    void aPasteDoesNothingButTypeIntoAFilter() {
        Msg paste = new Msg.Input(new Pasted("xyrq\nrm -rf"));
        assertThat(States.effects(live, paste)).isEmpty();
        assertThat(States.after(live, paste)).isEqualTo(live);
        UiState asked = States.press(on("etl"), Key.of('x'));
        assertThat(States.after(asked, paste)).as("no yes by paste").isEqualTo(asked);
        UiState filtering = States.type(live, "/a");
        assertThat(States.after(filtering, paste).mode())
                .isEqualTo(new Mode.Typing(TextLine.of("axyrq")));
    }

    @Test
    void lettersTypedIntoAFilterAreText() {
        UiState filtering = States.type(live, "/rpxq");
        assertThat(filtering.mode()).isEqualTo(new Mode.Typing(TextLine.of("rpxq")));
        assertThat(States.effects(filtering, Key.of('r'))).isEmpty();
        assertThat(States.press(filtering, Key.ctrl('w')).mode())
                .isEqualTo(new Mode.Typing(TextLine.of("")));
    }

    @Test
    void aFilterNarrowsWhileTypedIsKeptByEnterAndClearedByEscape() {
        UiState filtering = States.type(live, "/tic");
        assertThat(names(filtering)).containsExactly("tick");
        UiState kept = States.press(filtering, Named.ENTER);
        assertThat(names(kept)).containsExactly("tick");
        assertThat(names(States.press(kept, Named.ESCAPE))).hasSize(3);
        assertThat(names(States.press(filtering, Named.ESCAPE))).hasSize(3);
    }

    @Test
    void erasingTakesWholeCharacters() {
        UiState filtering = States.press(live, Key.of('/'), new Key.Char(0x1F355));
        assertThat(States.press(filtering, Named.BACKSPACE).mode())
                .isEqualTo(new Mode.Typing(TextLine.of("")));
    }

    @Test
    void escapeNeverQuitsAndTheEndOfTheTerminalDoes() {
        for (UiState state : List.of(live, lost, States.type(live, "/"), States.type(live, "?"))) {
            assertThat(States.effects(state, Named.ESCAPE)).isEmpty();
        }
        assertThat(States.effects(live, new Msg.Input(new Ended())))
                .containsExactly(new Effect.Quit());
        assertThat(States.effects(live, Key.of('q'))).containsExactly(new Effect.Quit());
    }

    private UiState on(String name) {
        UiState state = States.press(live, Key.of('g'));
        while (true) {
            JobRow row = state.table().selectedRow();
            if (row == null || row.name().equals(name)) {
                return state;
            }
            state = States.press(state, Key.of('j'));
        }
    }

    private static String flash(UiState state) {
        Flash flash = state.flash();
        return flash == null ? "" : flash.text();
    }

    private static List<String> names(UiState state) {
        return state.table().shown().stream().map(JobRow::name).toList();
    }
}
