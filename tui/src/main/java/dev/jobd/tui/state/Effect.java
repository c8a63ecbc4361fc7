package dev.jobd.tui.state;

import java.util.List;

/// What has to be done in the world because of a change; the reducer only says so.
public sealed interface Effect {

    /// Look for the daemon and hear of all that changes; what comes names the attempt.
    ///
    /// @param afresh whether to forget what is known, and be told all there is
    record Connect(int attempt, boolean afresh) implements Effect {}

    /// Ask the daemon for a sign of life; the answer names the question.
    record Ping(int question) implements Effect {}

    /// Ask the daemon something.
    record Ask(Query query) implements Effect {}

    /// Let go of a connection that does not answer.
    record Disconnect() implements Effect {}

    /// Read a run's output as it comes, from so many bytes before its end; ends what was read
    /// before.
    record OpenLog(int feed, String run, long bytes) implements Effect {}

    record CloseLog() implements Effect {}

    /// Look what processes use.
    record LookAt(List<Long> pids) implements Effect {
        public LookAt {
            pids = List.copyOf(pids);
        }
    }

    /// Have the mouse tell its clicks, or leave them to the terminal.
    record UseMouse(boolean on) implements Effect {}

    /// Hand a text to the terminal's clipboard.
    record Copy(String text, String what) implements Effect {}

    /// Show a file in the user's pager.
    record Page(String path) implements Effect {}

    /// Have a text changed in the user's editor.
    record EditText(String text) implements Effect {}

    /// Make or change a job as a form says.
    record Save(FormContent content) implements Effect {}

    /// Ask the daemon to change something.
    sealed interface Send extends Effect {
        /// What the user asked for, as the message line names it.
        String wish();
    }

    /// Run a job now.
    record Trigger(long job, String name) implements Send {
        @Override
        public String wish() {
            return "run " + name;
        }
    }

    record Pause(long job, String name) implements Send {
        @Override
        public String wish() {
            return "pause " + name;
        }
    }

    record Resume(long job, String name) implements Send {
        @Override
        public String wish() {
            return "resume " + name;
        }
    }

    /// Stop one run: exactly the one that was shown, never a newer one.
    record Stop(long job, long run, String name) implements Send {
        @Override
        public String wish() {
            return "stop " + name + "/" + run;
        }
    }

    /// Send one signal to exactly the run that was shown.
    record Signal(long job, long run, String name, String signal) implements Send {
        @Override
        public String wish() {
            return signal + " to " + name + "/" + run;
        }
    }

    /// Remove a job; what it was is kept for [Restore].
    record Remove(long job, String name) implements Send {
        @Override
        public String wish() {
            return "delete " + name;
        }
    }

    /// Make the jobs again that the newest delete took.
    record Restore() implements Send {
        @Override
        public String wish() {
            return "undo delete";
        }
    }

    /// Several of a kind, one after the other; one message tells of all.
    record All(String wish, List<Send> parts) implements Send {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /// Paint everything anew.
    record Repaint() implements Effect {}

    /// Take the terminal again after the process had been stopped.
    record Reenter() implements Effect {}

    /// Find out the terminal's size.
    record Measure() implements Effect {}

    record Suspend() implements Effect {}

    record Quit() implements Effect {}
}
