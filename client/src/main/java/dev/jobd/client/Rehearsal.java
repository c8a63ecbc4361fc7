package dev.jobd.client;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/// What the build runs once, against a daemon of its own, so that the JDK can record what a call of
/// `jobctl` loads: the usual verbs, in one process.
public final class Rehearsal {
    private static final List<List<String>> CALLS =
            List.of(
                    List.of("add", "--every", "1h", "--name", "tick", "--", "true"),
                    List.of("add", "--dry-run", "--shell", "true"),
                    List.of("run", "--wait", "--", "true"),
                    List.of("run", "--print-id", "--", "true"),
                    List.of("in", "1h", "--", "true"),
                    List.of("at", "tomorrow 9:00", "--", "true"),
                    List.of("trigger", "--wait", "tick"),
                    List.of("list"),
                    List.of("list", "--json"),
                    List.of("show", "tick"),
                    List.of("cat", "tick"),
                    List.of("history", "tick"),
                    List.of("logs", "tick"),
                    List.of("next"),
                    List.of("next", "tick"),
                    List.of("edit", "tick", "--every", "2h"),
                    List.of("pause", "tick"),
                    List.of("resume", "tick"),
                    List.of("stop", "tick"),
                    List.of("wait", "tick"),
                    List.of("help"),
                    List.of("help", "add"),
                    List.of("lsit"),
                    List.of("status"),
                    List.of("rm", "tick"),
                    List.of("shutdown"));

    private Rehearsal() {}

    /// Makes every call once; what they print is of no interest.
    public static void main(String[] arguments) {
        PrintStream nowhere = Jobctl.stream(OutputStream.nullOutputStream());
        for (List<String> call : CALLS) {
            Jobctl.run(call, nowhere, nowhere);
        }
    }
}
