package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `resume`: ends a pause.
final class ResumeCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "resume [options] JOB…")
                .example("jobctl resume sync")
                .text("Nothing starts at once: the next time is computed from now.")
                .end();
        Selection.ofJobs(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.ask(
                Selection.jobs(words, session),
                session,
                "resume",
                job -> Json.object().put("job", job),
                reply -> {
                    Json.Obj job = reply.object("job");
                    return "resumed "
                            + job.text("name")
                            + job.findInstant("next")
                                    .map(next -> "; next " + session.times().full(next))
                                    .orElse("");
                });
    }
}
