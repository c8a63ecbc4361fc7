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
                .example("jobctl run --batch commands.txt -g build   # one for each line")
                .text(
                        "It runs in this directory, with your environment and umask.",
                        "A line of --batch is a command with its arguments, quoted as for a shell,"
                                + " though none reads it: what needs one says sh -c '…'. Or it is"
                                + " a job as JSON. The options given hold for all. Empty lines and"
                                + " those that begin with # are passed over. A thousand at a time"
                                + " are started, or none of them.")
                .end();
        Options.flag(
                spec, "stream its output until it ends, and exit with its code", "-w", "--wait");
        Options.flag(spec, "with --wait: the output byte for byte", "--raw");
        JobOptions.describe(spec);
        Submission.describe(spec);
        Options.value(spec, "FILE", "run each line of a file, or of -", JobLines.OPTION);
        spec.parser().stopAtPositional(true);
        Options.parameters(spec, "0..*", "COMMAND", "what to run, with its arguments");
    }

    @Override
    public int run(ParseResult words, Session session) {
        return words.hasMatchedOption(JobLines.OPTION)
                ? batch(words, session)
                : submit(words, session, Options.parameters(words), ScheduleOptions.now());
    }

    private static int batch(ParseResult words, Session session) {
        for (String option : List.of("--name", "--shell", "--wait")) {
            if (words.hasMatchedOption(option)) {
                throw new UsageException(option + " is for one run, and --batch is many");
            }
        }
        if (!Options.parameters(words).isEmpty()) {
            throw new UsageException("with --batch each line says what it runs");
        }
        Json.Builder all = JobOptions.read(words, session).put("schedule", ScheduleOptions.now());
        JobOptions.captureAll(all, session);
        Json.Obj common = all.build();
        JobLines lines =
                new JobLines(
                        session,
                        line -> Json.object().putAll(common).put("cmd", Json.strings(line)).build(),
                        job -> Json.object().putAll(common).putAll(job).build());
        return Submission.of(words).batches(session).send(lines.read(words));
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
