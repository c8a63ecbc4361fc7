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
        Options.flag(spec, "do not ask", "-y", "--yes");
        Options.parameters(spec, "1..*", "JOB", "their names or numbers");
    }

    @Override
    public int run(ParseResult words, Session session) {
        boolean stops = words.hasMatchedOption("--stop");
        List<String> jobs = Options.parameters(words);
        if (jobs.size() > 1
                && !words.hasMatchedOption("--yes")
                && !session.confirm(
                        "remove %d jobs: %s?".formatted(jobs.size(), String.join(", ", jobs)))) {
            session.console().notice("nothing was removed");
            return ExitCode.REFUSED;
        }
        return Each.ask(
                words,
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
