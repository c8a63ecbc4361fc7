package dev.jobd.tui.state;

import dev.jobd.tui.input.InputEvent;
import java.util.List;
import java.util.Map;

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

    /// The daemon answered a screen's question, or did not.
    record Answered(Query query, Answer answer) implements Msg {}

    /// The daemon did what it was asked to.
    ///
    /// @param removed what can be brought back now, empty when the request was no delete
    record Done(String text, String removed) implements Msg {
        public Done(String text) {
            this(text, "");
        }
    }

    /// The daemon did not do it, or nobody knows whether it did.
    record NotDone(String text) implements Msg {}

    /// A form's job was made or changed.
    record Saved(String text) implements Msg {}

    /// It was not.
    ///
    /// @param problems what is wrong by field
    record NotSaved(String text, Map<String, String> problems) implements Msg {
        public NotSaved {
            problems = Map.copyOf(problems);
        }
    }

    /// A text came back from the user's editor.
    record Edited(String text) implements Msg {}

    /// Something beside the daemon was done, or was not.
    record Told(String text, boolean warning) implements Msg {}

    /// The reading of a log has begun.
    record LogOpened(int feed, String path, long before, int attempt) implements Msg {}

    /// Output came.
    ///
    /// @param replacesLast whether the first line is the newest one as it has grown
    record LogLines(int feed, List<LogLine> lines, boolean replacesLast) implements Msg {
        public LogLines {
            lines = List.copyOf(lines);
        }
    }

    /// Nothing more will come of a log.
    record LogEnded(int feed, String state, boolean problem) implements Msg {}
}
