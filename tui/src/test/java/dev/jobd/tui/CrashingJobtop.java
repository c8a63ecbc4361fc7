package dev.jobd.tui;

import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.Query;
import java.time.Instant;

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
        public Instant ping() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public Answer ask(Query query) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public Done send(Effect.Send wish) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public String save(FormContent content) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void close() {}
    }
}
