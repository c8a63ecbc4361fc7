package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `wait`: waits until runs end, and exits as they do.
final class WaitCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "wait [options] JOB[/RUN]…")
                .example("jobctl wait build && jobctl trigger deploy")
                .example("jobctl wait --timeout 10m build test")
                .text(
                        "Exits with 0 if all succeeded, else with the highest code of a run: its"
                                + " own, 128 and the number of a signal, 124 if it timed out. Its"
                                + " own --timeout ends with 124, too.")
                .end();
        Options.value(spec, "DURATION", "wait no longer", "--timeout");
        Selection.ofRuns(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        Optional<Duration> timeout = Options.duration(words, "--timeout");
        AtomicBoolean isOver = new AtomicBoolean();
        timeout.ifPresent(limit -> closeAfter(limit, session.client(), isOver));
        try {
            List<String> runs = Selection.runs(words, session, Selection.ACTIVE);
            return Each.all(runs, session, run -> Following.silent(run).untilEnd(session));
        } catch (DaemonUnavailableException e) {
            if (isOver.get()) {
                session.console().notice("not over yet");
                return ExitCode.TIMED_OUT;
            }
            throw e;
        }
    }

    /// Ends the wait from beside: closing the connection is what ends a read.
    private static void closeAfter(Duration limit, DaemonClient client, AtomicBoolean isOver) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        Thread.sleep(limit);
                        isOver.set(true);
                        client.close();
                    } catch (InterruptedException _) {
                        // The program ends.
                    }
                });
    }
}
