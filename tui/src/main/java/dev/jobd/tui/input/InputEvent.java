package dev.jobd.tui.input;

/// What the terminal's input can bring.
public sealed interface InputEvent {

    /// A key was pressed.
    record Pressed(Key key) implements InputEvent {}

    /// Text was pasted, or typed in one piece; it is never a key, whatever it contains.
    record Pasted(String text) implements InputEvent {}

    /// The mouse was pressed on a cell; the top left one is 0,0.
    record Clicked(int column, int row) implements InputEvent {}

    /// The wheel was turned by one step, away from the user for what is above.
    record Turned(boolean up) implements InputEvent {}

    /// The terminal is gone; nothing will come any more.
    record Ended() implements InputEvent {}
}
