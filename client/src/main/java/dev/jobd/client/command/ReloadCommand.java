package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `reload`: has the daemon read its configuration anew.
final class ReloadCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "reload [options]")
                .example("jobctl reload")
                .example("jobd --check-config    # what is wrong with the file, without a daemon")
                .text(
                        "The daemon reads its configuration file anew and applies what can be applied; what",
                        "takes effect with its next start is named. A wrong file changes nothing. SIGHUP to",
                        "the daemon does the same. Starts none; exits with 4 if none runs.")
                .end();
    }

    @Override
    public int run(ParseResult words, Session session) {
        session.clientOfRunningDaemon();
        Json.Obj reply = session.call("reload", Json.object());
        if (session.isJson()) {
            session.console().json(reply);
            return ExitCode.DONE;
        }
        String file = reply.findText("file").orElse("no configuration file is there; the rest");
        if (reply.objects("changed").isEmpty()) {
            session.console().notice(file + " was read; nothing changes");
        } else {
            session.console().notice(file + " was read");
        }
        for (Json.Obj one : reply.objects("changed")) {
            session.console()
                    .line(
                            "%s is %s (was %s)"
                                    .formatted(one.text("name"), one.text("to"), one.text("from")));
        }
        for (Json.Obj one : reply.objects("waiting")) {
            session.console().line(waiting(one));
        }
        return ExitCode.DONE;
    }

    /// Returns a setting that the file has otherwise by now.
    static String waiting(Json.Obj one) {
        return "%s stays %s, not %s: it %s"
                .formatted(one.text("name"), one.text("from"), one.text("to"), one.text("applies"));
    }
}
