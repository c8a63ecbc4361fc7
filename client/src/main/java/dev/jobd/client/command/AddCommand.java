package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `add`: creates a job that runs again and again, once, or by hand.
final class AddCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "add [schedule] [options] [--] COMMAND [ARGUMENT…]")
                .example("jobctl add --every 5m --name sync -- rsync -a src/ host:dst/")
                .example("jobctl add --every 1h --from finish --retries 3 -- ./crawl")
                .example("jobctl add --at 'tomorrow 14:00' -- ./report")
                .example("jobctl add --every 1d --shell 'du -s * | sort -n'")
                .example("jobctl add --name deploy -- ./deploy.sh    # runs when triggered")
                .text(
                        "Without a schedule the job runs only when triggered.",
                        "It runs in this directory unless --dir names another. A job that runs"
                                + " again and again, or by hand, gets a small environment of its"
                                + " own and what --env adds; one that runs once gets yours.")
                .end();
        ScheduleOptions.describe(spec);
        JobOptions.describe(spec);
        Submission.describe(spec);
        spec.parser().stopAtPositional(true);
        Options.parameters(spec, "0..*", "COMMAND", "what to run, with its arguments");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Json.Builder job = JobOptions.read(words, session);
        JobOptions.requireCommand(
                job, Options.parameters(words), "jobctl add --every 5m -- COMMAND");
        Json.Obj schedule = ScheduleOptions.read(words, session).orElseGet(ScheduleOptions::manual);
        job.put("schedule", schedule);
        if (schedule.text("kind").equals("once")) {
            JobOptions.captureAll(job, session);
        } else {
            JobOptions.captureDirectory(job, session);
        }
        Submission.of(words).send(job.build(), session);
        return ExitCode.DONE;
    }
}
