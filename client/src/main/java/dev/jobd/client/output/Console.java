package dev.jobd.client.output;

import dev.jobd.text.SafeText;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.io.PrintStream;
import java.util.OptionalInt;

/// Where a command writes: data to one stream, everything said beside it to the other.
///
/// @param out takes the data
/// @param err takes notices, hints and errors
/// @param width the columns of the terminal behind `out`, empty if there is none
/// @param hasColor whether `out` shows colours
/// @param isQuiet whether notices are left out
public record Console(
        PrintStream out, PrintStream err, OptionalInt width, boolean hasColor, boolean isQuiet) {

    /// Writes a line of data, made harmless.
    public void line(String text) {
        out.print(SafeText.line(text) + "\n");
    }

    /// Writes a table.
    public void table(Table table) {
        table.lines(width, hasColor).forEach(line -> out.print(line + "\n"));
    }

    /// Writes a JSON value as one line.
    public void json(Json value) {
        out.print(JsonText.of(value) + "\n");
    }

    /// Says something beside the data at once and after what came before it, unless quiet is asked
    /// for.
    public void notice(String sentence) {
        if (!isQuiet) {
            out.flush();
            err.print("jobctl: " + SafeText.line(sentence) + "\n");
            err.flush();
        }
    }
}
