package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.OtherDaemon;
import dev.jobd.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `shutdown`: stops the daemon and returns when it is gone.
final class ShutdownCommand implements Verb {
    private static final Duration SAVED_WITHIN = Duration.ofMinutes(1);

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "shutdown [options]")
                .example("jobctl shutdown              # what runs goes on without it")
                .example("jobctl shutdown --drain 10m  # wait for what runs, at most so long")
                .text("Exits with 4 if no daemon runs.")
                .end();
        Options.value(spec, "DURATION", "start nothing more and wait for what runs", "--drain");
    }

    @Override
    public int run(ParseResult words, Session session) {
        DaemonClient client = session.clientOfRunningDaemon();
        Json.Builder args = Json.object();
        Options.duration(words, "--drain")
                .ifPresent(drain -> args.put("drain_ms", drain.toMillis()));
        Json.Obj paths = session.call("stats", Json.object()).object("paths");
        Json.Obj reply = session.call("shutdown", args);
        client.awaitEnd();
        // It listens no more, but it may still save its state.
        try (OtherDaemon daemon =
                OtherDaemon.ending(Path.of(paths.text("state")), Path.of(paths.text("socket")))) {
            return ended(daemon) ? done(reply, session) : stillThere(daemon, session);
        }
    }

    private static boolean ended(OtherDaemon daemon) {
        try {
            return daemon.awaitEnd(SAVED_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int done(Json.Obj reply, Session session) {
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            session.console().notice("the daemon has ended");
        }
        return ExitCode.DONE;
    }

    private static int stillThere(OtherDaemon daemon, Session session) {
        Errors.say(
                session.console(),
                "the daemon%s listens no more but still saves its state; the next start waits for it"
                        .formatted(daemon.process()));
        return ExitCode.REFUSED;
    }
}
