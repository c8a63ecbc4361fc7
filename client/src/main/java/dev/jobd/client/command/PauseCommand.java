package dev.jobd.client.command;

import dev.jobd.model.TimeText;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `pause`: pauses the schedules of jobs.
final class PauseCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "pause [options] JOB…")
                .example("jobctl pause sync")
                .example("jobctl pause --for 2h sync build    # the pause ends by itself")
                .example("jobctl pause --until 'tomorrow 9:00' sync")
                .text(
                        "What falls due meanwhile is recorded as skipped and not caught up. Runs"
                                + " that are active go on.",
                        "'jobctl resume' ends it, also early; another pause takes its place. A TIME"
                                + " is "
                                + TimeText.RULE
                                + ".")
                .end();
        Options.value(spec, "DURATION", "end the pause after a while", "--for");
        Options.value(spec, "TIME", "end the pause at a time", "--until");
        Selection.ofJobs(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        Optional<Json> until = until(words, session).map(Json::of);
        return Each.ask(
                Selection.jobs(words, session),
                session,
                "pause",
                job -> Json.object().put("job", job).putIf("until", until),
                reply -> sentence(reply.object("job"), session));
    }

    /// Returns when the pause ends that is asked for.
    static Optional<Instant> until(ParseResult words, Session session) {
        Optional<String> time = Options.text(words, "--until");
        Optional<String> length = Options.text(words, "--for");
        if (time.isPresent() && length.isPresent()) {
            throw new UsageException("--for and --until both say when it ends: leave one out");
        }
        return time.map(text -> Options.time("--until", text, session))
                .or(() -> length.map(text -> session.now().plus(Options.duration("--for", text))));
    }

    private static String sentence(Json.Obj job, Session session) {
        return "paused "
                + job.text("name")
                + job.findInstant("paused_until")
                        .map(until -> " until " + session.times().full(until))
                        .orElse("");
    }
}
