package dev.jobd.tui.view;

import dev.jobd.tui.state.JobState;

/// Decides how everything looks: the terminal's 16 colours, or none.
///
/// Colour and attributes only repeat what marks and words already say.
///
/// @param colour whether colours may be used
/// @param ascii whether only 7-bit characters may be used
public record Theme(boolean colour, boolean ascii) {

    byte mark(JobState state) {
        if (!colour && state == JobState.FAILED) {
            return Style.REVERSE;
        }
        return word(state);
    }

    byte word(JobState state) {
        return switch (state) {
            case FAILED -> colour ? Style.with(Style.RED, Style.BOLD) : Style.BOLD;
            case LATE, RETRYING, SUSPENDED -> colour ? Style.YELLOW : Style.UNDERLINE;
            case RUNNING, STOPPING -> colour ? Style.with(Style.CYAN, Style.BOLD) : Style.BOLD;
            case QUEUED -> colour ? Style.CYAN : Style.PLAIN;
            case OK -> colour ? Style.GREEN : Style.PLAIN;
            case PAUSED, FINISHED -> colour ? Style.GREY : Style.PLAIN;
            case WAITING, UNKNOWN -> Style.PLAIN;
        };
    }

    /// Data that may be out of date.
    byte stale() {
        return quiet();
    }

    /// What is there to be found, not to be seen first.
    byte quiet() {
        return colour ? Style.GREY : Style.PLAIN;
    }

    /// Lines around something.
    byte frame() {
        return Style.PLAIN;
    }

    /// What was searched for.
    byte found(byte style) {
        return Style.with(style, colour ? (byte) (Style.REVERSE | Style.YELLOW) : Style.REVERSE);
    }

    byte title() {
        return Style.BOLD;
    }

    byte warning() {
        return colour ? Style.with(Style.RED, Style.BOLD) : Style.BOLD;
    }

    /// A row under the cursor, whatever its own style.
    byte underCursor(byte style) {
        return Style.with(style, Style.REVERSE);
    }
}
