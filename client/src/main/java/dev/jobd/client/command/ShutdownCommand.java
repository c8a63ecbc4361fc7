package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `shutdown`: stops the daemon and returns when it is gone.
final class ShutdownCommand implements Verb {
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
        Json.Obj reply = session.call("shutdown", args);
        client.awaitEnd();
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            session.console().notice("the daemon has ended");
        }
        return ExitCode.DONE;
    }
}
