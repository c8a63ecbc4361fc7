package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `run`: runs a command once, as soon as there is a slot.
final class RunCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "run [options] [--] COMMAND [ARGUMENT…]")
                .example("jobctl run -- make -j2")
                .example("jobctl run --wait -- ./check     # streams the output, exits as it does")
                .example("jobctl run --retries 3 --timeout 10m -- ./fetch")
                .text("It runs in this directory, with your environment and umask.")
                .end();
        Options.flag(
                spec, "stream its output until it ends, and exit with its code", "-w", "--wait");
        Options.flag(spec, "with --wait: the output byte for byte", "--raw");
        JobOptions.describe(spec);
        Submission.describe(spec);
        spec.parser().stopAtPositional(true);
        Options.parameters(spec, "0..*", "COMMAND", "what to run, with its arguments");
    }

    @Override
    public int run(ParseResult words, Session session) {
        return submit(words, session, Options.parameters(words), ScheduleOptions.now());
    }

    private static String exampleOf(Json.Obj schedule) {
        return schedule.text("kind").equals("now")
                ? "jobctl run -- COMMAND"
                : "jobctl at 14:00 -- COMMAND, jobctl in 10m -- COMMAND";
    }

    /// Creates a job that runs once, with what of the caller it needs; waits for it if told so.
    static int submit(ParseResult words, Session session, List<String> command, Json.Obj schedule) {
        Json.Builder job = JobOptions.read(words, session);
        JobOptions.requireCommand(job, command, exampleOf(schedule));
        job.put("schedule", schedule);
        JobOptions.captureAll(job, session);
        boolean isWaiting = words.hasMatchedOption("--wait");
        Submission submission = Submission.of(words);
        if (!isWaiting || submission.isTrial()) {
            submission.send(job.build(), session);
            return ExitCode.DONE;
        }
        Json.Obj reply = session.call("add", Json.object().put("job", job.build()));
        // A new job's first run, in the words in which people speak of it.
        String run = reply.object("job").text("name") + "/1";
        return Following.of(words, run).untilEnd(session);
    }
}
