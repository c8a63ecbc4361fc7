package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Marks, and what is done to one job or to many.
class ActionsTest {

    private static final Size SIZE = new Size(80, 24);

    private final UiState onEtl = Samples.onEtl(SIZE);

    @Test
    void spaceMarksAndMovesOnAndTheStarMarksAllThatIsShown() {
        UiState marked = States.type(onEtl, "  ");
        assertThat(marked.marks()).hasSize(2).contains(3L);
        assertThat(States.press(marked, Named.ESCAPE).marks()).isEmpty();
        UiState filtered = States.press(States.type(onEtl, "/state:failed"), Named.ENTER);
        UiState all = States.type(filtered, "*");
        assertThat(all.marks()).hasSize(3);
        assertThat(States.type(all, "*").marks()).isEmpty();
        UiState cleared = States.press(all, Named.ESCAPE);
        assertThat(cleared.marks()).as("first the filter, then the marks").hasSize(3);
        assertThat(cleared.table().filter().isEmpty()).isTrue();
    }

    @Test
    void theMarkOfAJobThatIsGoneGoes() {
        UiState marked = States.type(onEtl, "*");
        UiState one = States.after(marked, new Msg.JobsChanged(1, List.of(), Set.of(3L)));
        assertThat(one.marks()).hasSize(marked.marks().size() - 1).doesNotContain(3L);
        List<JobRow> rest = List.of(Rows.ok(4, "heartbeat", 4));
        UiState after = States.after(marked, new Msg.JobsReplaced(1, rest));
        assertThat(after.marks()).isEqualTo(Set.of(4L));
    }

    @Test
    void manyAreRunOnlyAfterAQuestionThatNamesThem() {
        UiState asked = States.type(onEtl, "  r");
        Mode.Confirming question = (Mode.Confirming) asked.mode();
        assertThat(question.title()).isEqualTo("Run 2 jobs now?");
        assertThat(question.targets()).hasSize(2);
        assertThat(States.effects(asked, Named.ENTER)).isEmpty();
        List<Effect> effects = States.effects(asked, Key.of('y'));
        assertThat(effects).hasSize(1);
        assertThat(((Effect.All) effects.getFirst()).parts())
                .hasSize(2)
                .allMatch(Effect.Trigger.class::isInstance);
    }

    @Test
    void pausingManyPausesAllUnlessAllArePaused() {
        List<JobRow> rows = List.of(Rows.paused(1, "a"), Rows.ok(2, "b", 9));
        UiState marked = States.type(States.live(SIZE, rows), "*");
        Effect.All all = (Effect.All) States.effects(marked, Key.of('p')).getFirst();
        assertThat(all.parts()).allMatch(Effect.Pause.class::isInstance);
        List<JobRow> paused = List.of(Rows.paused(1, "a"), Rows.paused(2, "b"));
        UiState both = States.type(States.live(SIZE, paused), "*");
        Effect.All resume = (Effect.All) States.effects(both, Key.of('p')).getFirst();
        assertThat(resume.parts()).allMatch(Effect.Resume.class::isInstance);
    }

    @Test
    void stoppingManyStopsThoseThatRun() {
        UiState asked = States.type(onEtl, "*x");
        Mode.Confirming question = (Mode.Confirming) asked.mode();
        assertThat(question.title()).isEqualTo("Stop 5 runs?");
    }

    @Test
    void theQuestionSaysHowThingsStandNow() {
        JobRow starting = Rows.in("starting", 1, "slow");
        UiState asked = States.type(States.live(SIZE, List.of(starting)), "x");
        Target target = ((Mode.Confirming) asked.mode()).targets().getFirst();
        assertThat(target.words(asked)).isEqualTo("slow  run #3  starting");
        List<JobRow> running = List.of(Rows.running(1, "slow"));
        UiState now = States.after(asked, new Msg.JobsChanged(1, running, Set.of()));
        assertThat(target.words(now)).as("a newer run is not meant").isEqualTo("slow  run #3  ");
        List<JobRow> over = List.of(Rows.ok(1, "slow", 9));
        assertThat(target.words(States.after(asked, new Msg.JobsChanged(1, over, Set.of()))))
                .isEqualTo("slow  run #3  has ended");
    }

    @Test
    void aRunThatIsStartingCanBeStopped() {
        UiState state = States.live(SIZE, List.of(Rows.in("starting", 1, "slow")));
        assertThat(States.effects(States.type(state, "x"), Key.of('y')))
                .containsExactly(new Effect.Stop(1, 3, "slow"));
    }

    @Test
    void deletingAsksNamesAndCanBeUndone() {
        UiState asked = States.type(onEtl, "d");
        assertThat(((Mode.Confirming) asked.mode()).title()).isEqualTo("Delete 1 job?");
        for (Key no : new Key[] {Named.ENTER, Named.ESCAPE, Key.of('n')}) {
            assertThat(States.effects(asked, no)).isEmpty();
        }
        assertThat(States.effects(asked, Key.of('y')))
                .containsExactly(new Effect.Remove(3, "etl-hourly"));
        assertThat(States.effects(onEtl, Key.of('u'))).isEmpty();
        UiState done = States.after(onEtl, new Msg.Done("deleted: etl-hourly", "etl-hourly"));
        assertThat(States.effects(done, Key.of('u'))).containsExactly(new Effect.Restore());
    }

    @Test
    void aSignalIsChosenFirstAndThenAskedAbout() {
        UiState choosing = States.type(onEtl, "X");
        assertThat(choosing.mode()).isInstanceOf(Mode.Choosing.class);
        assertThat(States.effects(choosing, Named.ENTER)).as("the first is none").isEmpty();
        assertThat(States.press(choosing, Named.ENTER).mode()).isInstanceOf(Mode.Browsing.class);
        UiState asked = States.press(States.type(choosing, "KILL"), Named.ENTER);
        assertThat(((Mode.Confirming) asked.mode()).title()).isEqualTo("Send KILL to 1 run?");
        assertThat(States.effects(asked, Named.ENTER)).isEmpty();
        assertThat(States.effects(asked, Key.of('y')))
                .containsExactly(new Effect.Signal(3, 1182, "etl-hourly", "KILL"));
    }

    @Test
    void thePaletteDoesWhatItsNameSays() {
        UiState palette = States.type(onEtl, ":pause");
        Mode.Choosing choosing = (Mode.Choosing) palette.mode();
        assertThat(choosing.shown())
                .extracting(Mode.Option::label)
                .containsExactly("pause / resume");
        assertThat(States.effects(palette, Named.ENTER))
                .containsExactly(new Effect.Pause(3, "etl-hourly"));
        UiState none = States.press(States.type(onEtl, ":frobnicate"), Named.ENTER);
        assertThat(none.flash()).isNotNull();
    }

    @Test
    void thePaletteAsksAsTheKeyDoesAndRefusesWithoutADaemon() {
        UiState asked = States.press(States.type(onEtl, ":delete (asks"), Named.ENTER);
        assertThat(asked.mode()).isInstanceOf(Mode.Confirming.class);
        UiState lost = States.lost(SIZE, Rows.sample());
        UiState refused = States.press(States.type(lost, ":run now"), Named.ENTER);
        assertThat(States.effects(States.type(lost, ":run now"), Named.ENTER)).isEmpty();
        assertThat(refused.flash())
                .isNotNull()
                .extracting(Flash::text)
                .asString()
                .contains("not sent");
    }

    @Test
    void helpExplainsTheScreenInFront() {
        UiState help = States.type(Samples.log(SIZE, true), "?");
        assertThat(help.mode()).isEqualTo(new Mode.Helping(dev.jobd.tui.input.KeyContext.LOG, 0));
        assertThat(States.press(help, Named.ESCAPE).screens().top()).isInstanceOf(LogScreen.class);
    }
}
