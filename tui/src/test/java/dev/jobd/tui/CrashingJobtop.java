package dev.jobd.tui;

import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.Listing;

/// The program with an error in it.
final class CrashingJobtop {

    private CrashingJobtop() {}

    /// Runs it.
    public static void main(String... args) {
        Jobtop jobtop = new Jobtop(System.getenv(), socket -> new Broken());
        System.exit(jobtop.run(System.out, System.err, args));
    }

    private static final class Broken implements Daemon {
        @Override
        public Listing list() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public String send(Effect.Send wish) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void close() {}
    }
}
