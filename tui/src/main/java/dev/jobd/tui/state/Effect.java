package dev.jobd.tui.state;

/// What has to be done in the world because of a change; the reducer only says so.
public sealed interface Effect {

    /// Ask the daemon for the list; the answer names the number.
    record Fetch(int number) implements Effect {}

    /// Let go of a connection that does not answer.
    record Disconnect() implements Effect {}

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

    /// Paint everything anew.
    record Repaint() implements Effect {}

    /// Take the terminal again after the process had been stopped.
    record Reenter() implements Effect {}

    /// Find out the terminal's size.
    record Measure() implements Effect {}

    record Suspend() implements Effect {}

    record Quit() implements Effect {}
}
