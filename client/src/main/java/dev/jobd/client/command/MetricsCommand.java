package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `metrics`: prints what is measured of the daemon.
final class MetricsCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "metrics [options]")
                .example("jobctl metrics")
                .example("jobctl metrics | grep jobd_runs_ended_total")
                .text(
                        "All counters in the text format of Prometheus. With [metrics] textfile in the",
                        "configuration the daemon writes the same into a file for node_exporter.",
                        "Starts no daemon; exits with 4 if none runs.")
                .end();
    }

    @Override
    public int run(ParseResult words, Session session) {
        session.clientOfRunningDaemon();
        Json.Obj reply = session.call("metrics", Json.object());
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            reply.text("text").lines().forEach(session.console()::line);
        }
        return ExitCode.DONE;
    }
}
