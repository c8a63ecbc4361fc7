package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine;
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
                .example("jobctl add --every 10m --between 08:00-18:00 --except holidays -- ./poll")
                .example("jobctl add --every 1d --shell 'du -s * | sort -n'")
                .example("jobctl add --batch jobs.txt         # a job a line")
                .example("jobctl add --name deploy -- ./deploy.sh    # runs when triggered")
                .text(
                        "Without a schedule the job runs only when triggered.",
                        "--starts, --ends, --between and --except are about the times that the"
                                + " schedule names: those that they leave out are not due, and"
                                + " nothing is recorded for them. --jitter then moves what is left,"
                                + " so that it can be a little after the end. A grid of --every"
                                + " begins at --starts unless --anchor says otherwise.",
                        "It runs in this directory unless --dir names another. A job that runs"
                                + " again and again, or by hand, gets a small environment of its"
                                + " own and what --env adds; one that runs once gets yours.",
                        "A line of --batch is what would stand after 'jobctl add' ('jobctl cat'"
                                + " prints such lines), or a job as JSON, as 'jobctl rpc' takes it"
                                + " in \"add\". Empty lines and those that begin with # are passed"
                                + " over. A thousand at a time are added, or none of them.")
                .end();
        ScheduleOptions.describe(spec);
        JobOptions.describe(spec);
        Submission.describe(spec);
        Options.value(spec, "FILE", "add a job for each line of a file, or of -", JobLines.OPTION);
        spec.parser().stopAtPositional(true);
        Options.parameters(spec, "0..*", "COMMAND", "what to run, with its arguments");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Submission submission = Submission.of(words);
        if (words.hasMatchedOption(JobLines.OPTION)) {
            return batch(words, submission, session);
        }
        submission.send(job(words, session), session);
        return ExitCode.DONE;
    }

    private int batch(ParseResult words, Submission submission, Session session) {
        if (!Options.parameters(words).isEmpty()) {
            throw new UsageException("with --batch each line says what it runs");
        }
        CommandLine line = Invocation.commandLine(Invocation.specOf("add", this));
        JobLines lines =
                new JobLines(
                        session,
                        all -> job(parsed(line, all), session),
                        job -> captured(Json.object().putAll(job), session));
        return submission.batches(session).send(lines.read(words));
    }

    private static ParseResult parsed(CommandLine line, List<String> words) {
        boolean isWhole = words.size() > 1 && words.subList(0, 2).equals(List.of("jobctl", "add"));
        ParseResult parsed =
                Invocation.parsed(line, isWhole ? words.subList(2, words.size()) : words);
        for (String option : List.of(JobLines.OPTION, "--dry-run", "--print-id", "--json")) {
            if (parsed.hasMatchedOption(option)) {
                throw new UsageException(option + " belongs to the whole, not to a line");
            }
        }
        return parsed;
    }

    private static Json.Obj job(ParseResult words, Session session) {
        Json.Builder job = JobOptions.read(words, session);
        ScheduleOptions.requireZoneOfSomething(words);
        ScheduleOptions.putZone(words, job);
        JobOptions.requireCommand(
                job, Options.parameters(words), "jobctl add --every 5m -- COMMAND");
        Json.Obj schedule = ScheduleOptions.read(words, session).orElseGet(ScheduleOptions::manual);
        return captured(job.put("schedule", schedule), session);
    }

    private static Json.Obj captured(Json.Builder job, Session session) {
        boolean isOnce =
                job.build().members().get("schedule") instanceof Json.Obj schedule
                        && Json.of("once").equals(schedule.members().get("kind"));
        if (isOnce) {
            JobOptions.captureAll(job, session);
        } else {
            JobOptions.captureDirectory(job, session);
        }
        return job.build();
    }
}
