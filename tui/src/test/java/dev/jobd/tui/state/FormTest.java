package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.InputEvent.Pasted;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {

    private static final Size SIZE = new Size(80, 24);

    private final UiState add = Samples.answered(States.type(Samples.onEtl(SIZE), "a"));
    private final UiState edit = Samples.answered(States.type(Samples.onEtl(SIZE), "e"));

    @Test
    void lettersAreTextAndTheDaemonIsAskedWhenTypingRests() {
        UiState typed = States.type(add, "qrxd");
        assertThat(form(typed).content().value("name")).isEqualTo("qrxd");
        Instant due = typed.screens().due();
        assertThat(due).isEqualTo(typed.now().plus(FormScreen.REST));
        assertThat(States.effects(typed, new Msg.Tick())).noneMatch(Effect.Ask.class::isInstance);
        assertThat(States.at(typed, due, new Msg.Tick()).effects())
                .contains(
                        new Effect.Ask(
                                new Query.Check(form(typed).version(), form(typed).content())));
    }

    @Test
    void anAnswerToAnOlderTextIsNotTaken() {
        UiState typed = States.type(add, "a");
        Query old = new Query.Check(form(typed).version() - 1, form(add).content());
        UiState after =
                States.after(
                        typed,
                        new Msg.Answered(
                                old, new Answer.Check(Map.of("name", "bad"), "", List.of())));
        assertThat(form(after).checked().problems()).isEmpty();
        assertThat(form(after).isChecked()).isFalse();
    }

    @Test
    void editingStartsFromWhatTheJobIsAndSavesOnlyWhenChanged() {
        assertThat(form(edit).content().value("command"))
                .isEqualTo("python3 /opt/etl/run.py --since 1h");
        UiState same = States.press(edit, Key.ctrl('o'));
        assertThat(States.effects(edit, Key.ctrl('o'))).isEmpty();
        assertThat(same.screens().top()).isNull();
        UiState changed = States.type(edit, "-2");
        assertThat(States.effects(changed, Key.ctrl('o')))
                .containsExactly(new Effect.Save(form(changed).content()));
        UiState saving = States.press(changed, Key.ctrl('o'));
        assertThat(States.effects(saving, Key.ctrl('o'))).as("once").isEmpty();
        UiState saved = States.after(saving, new Msg.Saved("changed: etl-hourly-2"));
        assertThat(saved.screens().top()).isNull();
        assertThat(saved.flash()).isNotNull();
    }

    @Test
    void whatTheDaemonRefusesStandsAtItsField() {
        UiState saving = States.press(States.type(edit, "-2"), Key.ctrl('o'));
        UiState refused =
                States.after(
                        saving,
                        new Msg.NotSaved("no such group", Map.of("group", "no such group")));
        assertThat(form(refused).field()).isEqualTo(FormField.GROUP);
        assertThat(form(refused).saving()).isFalse();
        assertThat(States.effects(refused, Key.ctrl('o'))).as("a known mistake").isEmpty();
        UiState mended = States.type(refused, "x");
        assertThat(States.effects(mended, Key.ctrl('o'))).isNotEmpty();
    }

    @Test
    void aChoiceChangesBySpaceArrowsAndItsFirstLetter() {
        UiState shell = States.press(add, Named.TAB, Named.TAB);
        assertThat(form(States.type(shell, " ")).content().value("shell")).isEqualTo("yes");
        assertThat(form(States.press(shell, Named.LEFT)).content().value("shell")).isEqualTo("yes");
        assertThat(form(States.type(shell, "y")).content().value("shell")).isEqualTo("yes");
        UiState wrong = States.type(shell, "z");
        assertThat(form(wrong).content().value("shell")).isEqualTo("no");
        assertThat(wrong.flash()).isNotNull();
    }

    @Test
    void leavingAChangedFormAsks() {
        assertThat(States.press(add, Named.ESCAPE).screens().top()).isNull();
        UiState asked = States.press(States.type(add, "a"), Named.ESCAPE);
        assertThat(asked.mode()).isInstanceOf(Mode.Confirming.class);
        assertThat(States.press(asked, Named.ENTER).screens().top()).isInstanceOf(FormScreen.class);
        assertThat(States.press(asked, Key.of('y')).screens().top()).isNull();
    }

    @Test
    void leavingNeedsNoDaemon() {
        UiState asked = States.press(States.type(add, "a"), Named.ESCAPE);
        UiState lost = States.after(asked, new Msg.ConnectionLost(1, "gone"));
        assertThat(States.press(lost, Key.of('y')).screens().top()).isNull();
        UiState saving = States.press(lost, Key.of('n'), Key.ctrl('o'));
        assertThat(saving.flash())
                .isNotNull()
                .extracting(Flash::text)
                .asString()
                .contains("not sent");
    }

    @Test
    void aPasteGoesIntoTheFieldAndTheEditorsTextTakesItsPlace() {
        UiState pasted = States.after(add, new Msg.Input(new Pasted("a\nb")));
        assertThat(form(pasted).content().value("name")).isEqualTo("a");
        assertThat(States.effects(pasted, Key.ctrl('e'))).containsExactly(new Effect.EditText("a"));
        UiState edited = States.after(pasted, new Msg.Edited("one\ntwo\n"));
        assertThat(form(edited).content().value("name")).isEqualTo("one two");
    }

    @Test
    void theCursorMovesWithinTheText() {
        UiState typed = States.press(States.type(add, "ac"), Named.LEFT);
        assertThat(form(States.type(typed, "b")).content().value("name")).isEqualTo("abc");
        assertThat(form(States.press(typed, Named.DELETE)).content().value("name")).isEqualTo("a");
        UiState home = States.press(typed, Named.HOME);
        assertThat(form(States.press(home, Named.BACKSPACE)).content().value("name"))
                .isEqualTo("ac");
    }

    @Test
    void aCopyHasANameOfItsOwnAndIsANewJob() {
        UiState copy = Samples.answered(States.type(Samples.onEtl(SIZE), "c"));
        assertThat(form(copy).content().job()).isZero();
        assertThat(form(copy).content().value("name")).isEqualTo("etl-hourly-2");
        assertThat(States.effects(copy, Key.ctrl('o'))).isNotEmpty();
    }

    private static FormScreen form(UiState state) {
        assertThat(state.screens().top()).isInstanceOf(FormScreen.class);
        return (FormScreen) state.screens().top();
    }
}
