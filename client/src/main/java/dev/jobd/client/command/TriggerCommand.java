package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `trigger`: runs jobs now, beside their schedule.
final class TriggerCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "trigger [options] JOB…")
                .example("jobctl trigger deploy")
                .example(
                        "jobctl trigger --wait deploy   # streams the output, exits as the run does")
                .end();
        Options.flag(
                spec,
                "stream the output until the run ends, and exit with its code",
                "-w",
                "--wait");
        Options.flag(spec, "with --wait: the output byte for byte", "--raw");
        Selection.ofJobs(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        if (!words.hasMatchedOption("--wait")) {
            return Each.ask(
                    Selection.jobs(words, session),
                    session,
                    "trigger",
                    job -> Json.object().put("job", job),
                    reply -> "triggered " + HistoryCommand.name(reply.object("run")));
        }
        return Each.all(
                Selection.jobs(words, session),
                session,
                job -> {
                    Json.Obj reply = session.call("trigger", Json.object().put("job", job));
                    String run = reply.object("run").text("id");
                    return Following.of(words, run).untilEnd(session);
                });
    }
}
