package dev.jobd.client.command;

import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `skip-next`: lets the next due times of a job be skipped.
final class SkipNextCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "skip-next [options] JOB [N]")
                .example("jobctl skip-next sync      # leave out the next time")
                .example("jobctl skip-next sync 3    # the next three")
                .example("jobctl skip-next sync 0    # none after all")
                .text(
                        "They are recorded as skipped and not run. What falls into a pause is"
                                + " skipped anyway and does not count.")
                .end();
        Options.parameters(spec, "1..2", "JOB", "its name or number, and how many (default: 1)");
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> given = Options.parameters(words);
        if (given.size() > 2) {
            throw new UsageException("unexpected '" + given.get(2) + "'");
        }
        String count = given.size() == 1 ? "1" : given.get(1);
        if (!count.matches("\\d{1,9}")) {
            throw Options.wrong("how many times to skip", count, "0 or more");
        }
        Json.Builder args = Json.object().put("job", given.getFirst());
        Json.Obj reply = session.call("skip_next", args.put("count", Long.parseLong(count)));
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            session.console().line(sentence(reply.object("job"), session.times()));
        }
        return ExitCode.DONE;
    }

    private static String sentence(Json.Obj job, TimeFormat times) {
        long skips = job.findInteger("skip_next").orElse(0);
        String next =
                job.findInstant("next").map(due -> "; the next is " + times.full(due)).orElse("");
        if (skips == 0) {
            return "nothing of " + job.text("name") + " is skipped" + next;
        }
        String what = skips == 1 ? "next time" : "next " + skips + " times";
        return "the " + what + " of " + job.text("name") + " will be skipped" + next;
    }
}
