package dev.jobd.tui.state;

import dev.jobd.tui.input.InputEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /// A daemon was found; what it knows follows.
    ///
    /// @param attempt which attempt found it
    /// @param server its name and version
    record Connected(int attempt, String server, Instant daemonNow) implements Msg {}

    /// Jobs are new or different, or gone. Counts from any connection: the changes are told once.
    record JobsChanged(int attempt, List<JobRow> jobs, Set<Long> removed) implements Msg {
        public JobsChanged {
            jobs = List.copyOf(jobs);
            removed = Set.copyOf(removed);
        }
    }

    /// These are all jobs, whatever was known before.
    record JobsReplaced(int attempt, List<JobRow> jobs) implements Msg {
        public JobsReplaced {
            jobs = List.copyOf(jobs);
        }
    }

    /// All that happened so far has been told.
    record Synced(int attempt) implements Msg {}

    /// There is no daemon, or its connection has ended.
    record ConnectionLost(int attempt, String reason) implements Msg {}

    /// The daemon gave the sign of life that was asked for.
    record Pong(int question, Instant daemonNow) implements Msg {}

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

    /// What processes were found to use.
    record Sampled(Map<Long, Usage.Sample> samples) implements Msg {
        public Sampled {
            samples = Map.copyOf(samples);
        }
    }

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
