package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rm`: removes jobs.
final class RemoveCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "rm [options] JOB…")
                .example("jobctl rm sync")
                .example("jobctl rm --stop sync backup   # also what runs")
                .text("A job with a run that has a process is not removed, unless --stop is given.")
                .end();
        Options.flag(spec, "stop what runs", "--stop");
        Selection.yes(spec);
        Selection.ofJobs(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        boolean stops = words.hasMatchedOption("--stop");
        List<String> jobs = Selection.jobs(words, session);
        if (!Selection.isConfirmed(words, session, "remove", "jobs", jobs)) {
            return ExitCode.REFUSED;
        }
        return Each.ask(
                jobs,
                session,
                "remove",
                job -> stops ? job(job).put("stop", true) : job(job),
                reply -> {
                    Json.Obj gone = reply.object("job");
                    return "removed %s (%d)".formatted(gone.text("name"), gone.integer("id"));
                });
    }

    private static Json.Builder job(String name) {
        return Json.object().put("job", name);
    }
}
