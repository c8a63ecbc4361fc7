package dev.jobd.tui.state;

import dev.jobd.tui.input.InputEvent;

/// Everything that can happen to the dashboard.
public sealed interface Msg {

    /// A key, a paste, or the end of the terminal.
    record Input(InputEvent event) implements Msg {}

    /// A moment that was waited for has come.
    record Tick() implements Msg {}

    /// The window changed its size, to what is not known yet.
    record WindowChanged() implements Msg {}

    /// The terminal's size is known.
    record Resized(Size size) implements Msg {}

    /// The process goes on after it had been stopped.
    record Continued() implements Msg {}

    /// The daemon's list came, as the answer to a question.
    record Listed(int number, Listing listing) implements Msg {}

    /// A question for the list got no answer.
    record ListFailed(int number, String reason) implements Msg {}

    /// The daemon did what it was asked to.
    record Done(String text) implements Msg {}

    /// The daemon did not do it, or nobody knows whether it did.
    record NotDone(String text) implements Msg {}
}
