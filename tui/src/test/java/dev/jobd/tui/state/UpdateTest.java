package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.InputEvent.Ended;
import dev.jobd.tui.input.InputEvent.Pasted;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateTest {

    private static final Size SIZE = new Size(80, 24);
    private static final Instant NOW = Rows.NOW;
    private static final List<JobRow> JOBS =
            List.of(Rows.running(1, "etl"), Rows.paused(2, "cleanup"), Rows.ok(3, "tick", 4));

    private final UiState live = States.live(SIZE, JOBS);
    private final UiState lost = States.lost(SIZE, JOBS);

    @Test
    void theFirstTickLooksForTheDaemon() {
        UiState start = UiState.start(NOW, SIZE, "/s");
        assertThat(States.effects(start, new Msg.Tick()))
                .containsExactly(new Effect.Connect(1, false));
        UiState asked = States.after(start, new Msg.Tick());
        assertThat(States.effects(asked, new Msg.Tick())).as("one attempt at a time").isEmpty();
    }

    @Test
    void jobsShowAsTheyComeAndAllIsKnownOnceTheDaemonSaysSo() {
        UiState start = States.after(UiState.start(NOW, SIZE, "/s"), new Msg.Tick());
        UiState there = States.after(start, new Msg.Connected(1, "jobd/1", NOW));
        assertThat(there.connection()).isEqualTo(new Connection.Loading());
        assertThat(there.server()).isEqualTo("jobd/1");
        UiState some = States.after(there, new Msg.JobsChanged(1, JOBS.subList(0, 1), Set.of()));
        assertThat(names(some)).containsExactly("etl");
        assertThat(States.effects(some, Key.of('p'))).as("it can be asked").hasSize(1);
        UiState all = States.after(some, new Msg.JobsReplaced(1, JOBS));
        assertThat(all.connection()).isEqualTo(new Connection.Loading());
        assertThat(States.after(all, new Msg.Synced(1)).connection())
                .isEqualTo(new Connection.Live());
    }

    @Test
    void aLongListIsNoSilence() {
        UiState state = States.after(UiState.start(NOW, SIZE, "/s"), new Msg.Tick());
        Instant now = NOW;
        for (int page = 0; page < 5; page++) {
            now = now.plusSeconds(2);
            Msg more = new Msg.JobsChanged(1, JOBS.subList(page % 3, page % 3 + 1), Set.of());
            state = States.at(state, now, more).state();
            state = States.at(state, now.plusMillis(500), new Msg.Tick()).state();
            assertThat(state.connection()).isInstanceOf(Connection.Connecting.class);
        }
        state = States.at(state, now.plusSeconds(3), new Msg.Tick()).state();
        assertThat(state.connection()).isInstanceOf(Connection.Lost.class);
    }

    @Test
    void aChangeIsShownAtOnceWithoutAQuestion() {
        Msg change = new Msg.JobsChanged(1, List.of(Rows.failed(3, "tick", 4)), Set.of(2L));
        UiState after = States.after(live, change);
        assertThat(names(after)).containsExactly("tick", "etl");
        assertThat(States.effects(after, new Msg.Tick())).isEmpty();
    }

    @Test
    void aSignOfLifeIsAskedForEveryFiveSeconds() {
        Instant due = NOW.plusSeconds(5);
        assertThat(States.at(live, due.minusMillis(1), new Msg.Tick()).effects()).isEmpty();
        Transition asked = States.at(live, due, new Msg.Tick());
        assertThat(asked.effects()).containsExactly(new Effect.Ping(2));
        UiState answered = States.at(asked.state(), due, new Msg.Pong(2, due)).state();
        assertThat(States.at(answered, due.plusSeconds(4), new Msg.Tick()).effects()).isEmpty();
    }

    @Test
    void theDaemonsClockCountsNotOurs() {
        UiState start = States.after(UiState.start(NOW, SIZE, "/s"), new Msg.Tick());
        UiState ahead = States.after(start, new Msg.Connected(1, "jobd/1", NOW.plusSeconds(3600)));
        assertThat(ahead.daemonNow()).isEqualTo(NOW.plusSeconds(3600));
        UiState synced = States.after(ahead, new Msg.Synced(1));
        Instant due = NOW.plusSeconds(5);
        UiState asked = States.at(synced, due, new Msg.Tick()).state();
        Msg wobble = new Msg.Pong(2, due.plusSeconds(3600).plusMillis(60));
        UiState next = States.at(asked, due, wobble).state();
        assertThat(next.daemonAhead()).as("no jitter").isEqualTo(Duration.ofHours(1));
        Msg stepped = new Msg.Pong(2, due.plusSeconds(60));
        assertThat(States.at(asked, due, stepped).state().daemonAhead())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aLostConnectionIsSaidAtOnceAndNothingOfItIsUsedAnyMore() {
        Transition gone = States.at(live, NOW, new Msg.ConnectionLost(1, "jobd went away"));
        assertThat(gone.state().connection()).isInstanceOf(Connection.Lost.class);
        assertThat(gone.effects()).containsExactly(new Effect.Disconnect());
        assertThat(States.at(gone.state(), NOW, new Msg.ConnectionLost(1, "again")).effects())
                .as("the same loss does not count twice")
                .isEmpty();
        assertThat(States.after(gone.state(), new Msg.Synced(1)).isLive())
                .as("what an older attempt still brings does not count")
                .isFalse();
    }

    @Test
    void changesOfAnOlderConnectionAreNotLost() {
        Msg change = new Msg.JobsChanged(1, List.of(Rows.ok(9, "late-news", 4)), Set.of());
        UiState after = States.after(lost, change);
        assertThat(after.table().all().find(9)).isNotNull();
        assertThat(after.isLive()).isFalse();
    }

    @Test
    void aSilentDaemonIsGivenUpAfterThreeSeconds() {
        Transition asked = States.at(live, NOW.plusSeconds(5), new Msg.Tick());
        assertThat(Update.deadline(asked.state())).isBeforeOrEqualTo(NOW.plusSeconds(8));
        assertThat(States.at(asked.state(), NOW.plusMillis(7999), new Msg.Tick()).effects())
                .isEmpty();
        Transition gone = States.at(asked.state(), NOW.plusSeconds(8), new Msg.Tick());
        assertThat(gone.effects()).containsExactly(new Effect.Disconnect());
        assertThat(gone.state().connection()).isInstanceOf(Connection.Lost.class);
    }

    @Test
    void aLostDaemonIsLookedForSlowerAndSlowerButNeverGivenUp() {
        UiState state = States.after(UiState.start(NOW, SIZE, "/s"), new Msg.Tick());
        Instant now = NOW;
        for (long wait : new long[] {250, 500, 1000, 2000, 4000, 5000, 5000, 5000}) {
            int number = state.contact().number();
            state = States.at(state, now, new Msg.ConnectionLost(number, "refused")).state();
            assertThat(state.contact().due()).isEqualTo(now.plusMillis(wait));
            now = now.plusMillis(wait);
            Transition again = States.at(state, now, new Msg.Tick());
            assertThat(again.effects()).containsExactly(new Effect.Connect(number + 1, false));
            state = again.state();
        }
    }

    @Test
    void afterALossTheDataStaysAndIsLiveOnceWhatWasMissedHasBeenTold() {
        assertThat(lost.table().all().list()).hasSize(3);
        assertThat(((Connection.Lost) lost.connection()).dataAt()).isEqualTo(NOW.plusSeconds(1));
        UiState asked = States.after(lost, new Msg.Tick());
        int number = asked.contact().number();
        UiState there = States.after(asked, new Msg.Connected(number, "jobd/1", asked.now()));
        assertThat(there.isLive()).as("what it shows is still old").isFalse();
        UiState back = States.after(there, new Msg.Synced(number));
        assertThat(back.connection()).isEqualTo(new Connection.Live());
        assertThat(flash(back)).isEqualTo("connected again");
    }

    @Test
    void resyncLooksForALostDaemonAtOnceAndHasAPresentOneTellEverything() {
        UiState pressed = States.press(lost, Key.of('R'));
        assertThat(States.effects(pressed, new Msg.Tick()))
                .containsExactly(new Effect.Connect(pressed.contact().number() + 1, false));
        assertThat(States.effects(live, Key.of('R'))).containsExactly(new Effect.Connect(2, true));
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
        List<JobRow> others = List.of(Rows.ok(1, "etl", 9));
        UiState newer = States.after(asked, new Msg.JobsChanged(1, others, Set.of()));
        assertThat(States.effects(newer, Key.of('y')))
                .containsExactly(new Effect.Stop(1, 1182, "etl"));
    }

    @Test
    void yesWithoutADaemonStopsNothing() {
        UiState asked = States.press(on("etl"), Key.of('x'));
        UiState gone = States.after(asked, new Msg.ConnectionLost(1, "gone"));
        assertThat(States.effects(gone, Key.of('y'))).isEmpty();
        assertThat(flash(States.press(gone, Key.of('y')))).contains("nothing was done");
    }

    @Test
    void anAnswerIsShownForAWhile() {
        UiState done = States.after(live, new Msg.Done("run now: tick"));
        assertThat(flash(done)).isEqualTo("run now: tick");
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
