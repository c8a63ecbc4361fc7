package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import java.util.List;
import java.util.Optional;

/// What keys do in the form.
final class FormKeys {

    private FormKeys() {}

    static Transition act(UiState state, FormScreen form, Action action) {
        if (form.isLoading()) {
            return action == Action.CANCEL ? Views.back(state) : Transition.to(state);
        }
        return switch (action) {
            case NEXT_FIELD, ACCEPT -> Transition.to(state.withTop(form.on(field(form, 1))));
            case PREVIOUS_FIELD -> Transition.to(state.withTop(form.on(field(form, -1))));
            case CHANGE -> Transition.to(chosen(state, form, 1));
            case SAVE -> save(state, form);
            case CANCEL -> cancel(state, form);
            case EDITOR ->
                    form.field().choices().isEmpty()
                            ? Transition.to(state, new Effect.EditText(form.line().text()))
                            : Transition.to(state.warning("C-e: this field has choices"));
            case MOVE_LEFT, MOVE_RIGHT ->
                    form.field().choices().isEmpty()
                            ? Transition.to(typed(state, form.withLine(form.line().after(action))))
                            : Transition.to(
                                    chosen(state, form, action == Action.MOVE_LEFT ? -1 : 1));
            default ->
                    form.field().choices().isEmpty()
                            ? Transition.to(typed(state, form.withLine(form.line().after(action))))
                            : Transition.to(state);
        };
    }

    /// A character was typed.
    static UiState typed(UiState state, FormScreen form, String text) {
        if (form.isLoading()) {
            return state;
        }
        if (form.field().choices().isEmpty()) {
            return typed(state, form.withLine(form.line().typed(text)));
        }
        if (text.equals(" ")) {
            return chosen(state, form, 1);
        }
        Optional<String> meant =
                form.field().choices().stream().filter(word -> word.startsWith(text)).findFirst();
        return meant.isPresent()
                ? typed(state, form.withLine(TextLine.of(meant.get())))
                : state.warning("it is one of: " + String.join(", ", form.field().choices()));
    }

    /// The daemon is asked when typing rests.
    private static UiState typed(UiState state, FormScreen next) {
        return state.withScreens(
                state.screens().with(next).dueAt(state.now().plus(FormScreen.REST)));
    }

    private static UiState chosen(UiState state, FormScreen form, int step) {
        if (form.field().choices().isEmpty()) {
            return state;
        }
        String next = form.field().choice(form.line().text(), step);
        return typed(state, form.withLine(TextLine.of(next)));
    }

    /// A text came back from the editor; its lines become one.
    static UiState edited(UiState state, FormScreen form, String text) {
        String line = String.join(" ", text.strip().lines().toList());
        return typed(state, form.withLine(TextLine.EMPTY.typed(line)));
    }

    private static FormField field(FormScreen form, int step) {
        List<FormField> all = List.of(FormField.values());
        return all.get(Math.floorMod(all.indexOf(form.field()) + step, all.size()));
    }

    private static Transition save(UiState state, FormScreen form) {
        if (form.saving()) {
            return Transition.to(state);
        }
        if (form.purpose() == FormScreen.Purpose.EDIT && !form.content().isChanged()) {
            return Views.back(state.saying("nothing was changed"));
        }
        if (form.isChecked() && !form.checked().problems().isEmpty()) {
            return Transition.to(
                    state.withTop(form.onProblem())
                            .warning("not saved: " + form.checked().problems().size() + " to fix"));
        }
        return Transition.to(state.withTop(form.withSaving(true)), new Effect.Save(form.content()));
    }

    private static Transition cancel(UiState state, FormScreen form) {
        if (!form.content().isChanged()) {
            return Views.back(state);
        }
        return Transition.to(
                state.withMode(
                        new Mode.Confirming(
                                "Leave the form?",
                                List.of(),
                                List.of(),
                                List.of("What was typed is lost. Type y to confirm."),
                                true)));
    }
}
