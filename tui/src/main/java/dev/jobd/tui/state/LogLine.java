package dev.jobd.tui.state;

import java.util.List;

/// One line of output, without what would act on a terminal.
///
/// @param looks where its text is not plain, in order
/// @param stream which stream it came by, `out` or `err`; empty for a note of ours
/// @param continues whether it is the rest of a line too long for one
public record LogLine(String text, List<Look> looks, String stream, boolean continues) {

    /// A part of the text with a colour (0 to 7, -1 for the terminal's own) or bold.
    public record Look(int start, int end, int colour, boolean bold) {}

    public LogLine {
        looks = List.copyOf(looks);
    }

    /// A plain line of output.
    public static LogLine of(String text) {
        return new LogLine(text, List.of(), "out", false);
    }

    /// A line of ours between those of the output.
    public static LogLine note(String text) {
        return new LogLine(text, List.of(), "", false);
    }
}
