package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `retry`: makes runs that do again what earlier ones did.
final class RetryCommand implements Verb {
    private static final String FAILED = "--failed";

    /// How runs end that `--failed` is about.
    private static final List<String> FAILURES =
            List.of("failed", "signalled", "timed-out", "killed", "not-started", "lost");

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "retry [options] JOB[/RUN]…")
                .example("jobctl retry sync          # its newest run")
                .example("jobctl retry --wait sync/12")
                .example("jobctl retry --failed       # every job whose last run failed")
                .example("jobctl retry --failed -g build")
                .text(
                        "The new run stands for the same time as the old one (JOBD_SCHEDULED_AT) and"
                                + " runs what its job runs now. It waits for its turn like any"
                                + " other; the schedule goes on beside it. 'jobctl history' and"
                                + " 'jobctl explain' tell which run it repeats.",
                        "With --failed, jobs that are active are left alone, and those that are"
                                + " named are retried only if their last run failed.")
                .end();
        Options.flag(spec, "only jobs whose last run failed", FAILED);
        Options.flag(
                spec,
                "stream the output until the run ends, and exit with its code",
                "-w",
                "--wait");
        Options.flag(spec, "with --wait: the output byte for byte", "--raw");
        Selection.yes(spec);
        Selection.options(spec, "with --failed: select");
        Options.parameters(spec, "0..*", "JOB", "jobs (their newest runs) or runs");
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> runs = words.hasMatchedOption(FAILED) ? failed(words, session) : named(words);
        if (!Selection.isConfirmed(words, session, "retry", "runs", runs)) {
            return ExitCode.REFUSED;
        }
        if (words.hasMatchedOption("--wait")) {
            return Each.all(
                    runs,
                    session,
                    run -> {
                        Json.Obj reply = session.call("retry", Json.object().put("run", run));
                        String made = reply.object("run").text("id");
                        return Following.of(words, made).untilEnd(session);
                    });
        }
        return Each.askOfRuns(runs, session, "retry", RetryCommand::sentence);
    }

    private static List<String> named(ParseResult words) {
        if (Selection.isSelecting(words)) {
            throw new UsageException("-g, --state and --all go with --failed");
        }
        if (Options.parameters(words).isEmpty()) {
            throw new UsageException("say which JOB or JOB/RUN, or --failed for all that failed");
        }
        return Options.parameters(words).stream().distinct().toList();
    }

    private static List<String> failed(ParseResult words, Session session) {
        boolean isNamed = !Selection.isSelecting(words) && !Options.parameters(words).isEmpty();
        List<String> runs = new ArrayList<>();
        if (isNamed) {
            for (String job : Options.parameters(words)) {
                Json.Obj args = Json.object().put("job", job).build();
                add(session.call("get", Json.object().putAll(args)).object("job"), runs);
            }
        } else {
            Json.Builder filter = Json.object().put("last", Json.strings(FAILURES));
            Selection.filter(words).findObject("filter").ifPresent(filter::putAll);
            session.pages(
                    "list",
                    Json.object().put("filter", filter.build()).build(),
                    Long.MAX_VALUE,
                    (job, _) -> add(job, runs));
        }
        if (runs.isEmpty()) {
            session.console().notice("no job's last run failed");
        }
        return runs;
    }

    private static void add(Json.Obj job, List<String> runs) {
        job.findObject("last")
                .filter(last -> FAILURES.contains(last.text("outcome")))
                .filter(_ -> job.integer("active_count") == 0)
                .ifPresent(last -> runs.add(job.text("name") + "/" + last.integer("run")));
    }

    private static String sentence(Json.Obj reply) {
        Json.Obj run = reply.object("run");
        return "%s %s, a retry of run %d"
                .formatted(HistoryCommand.name(run), run.text("state"), run.integer("retry_of"));
    }
}
