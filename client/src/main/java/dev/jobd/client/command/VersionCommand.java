package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.wire.Json;
import dev.jobd.wire.Version;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `version`: prints the versions of the client and of the daemon, if one runs.
final class VersionCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "version [options]").example("jobctl version").end();
    }

    @Override
    public int run(ParseResult words, Session session) {
        String own = "jobctl/" + Version.NUMBER;
        Optional<Json.Obj> daemon = hello(session, own);
        if (session.isJson()) {
            Json.Builder versions = Json.object().put("client", own);
            session.console().json(versions.putOrNull("daemon", daemon).build());
            return ExitCode.DONE;
        }
        session.console().line(own + ", Java " + Runtime.version());
        session.console()
                .line(
                        daemon.map(hello ->
                                        hello.text("server")
                                                + ", protocol "
                                                + hello.integer("proto"))
                                .orElse("no daemon runs"));
        return ExitCode.DONE;
    }

    private static Optional<Json.Obj> hello(Session session, String own) {
        try {
            session.clientOfRunningDaemon();
            return Optional.of(session.call("hello", Json.object().put("client", own)));
        } catch (DaemonUnavailableException _) {
            return Optional.empty();
        }
    }
}
