package dev.jobd.client.command;

import dev.jobd.client.output.ProgressLine;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `clean`: removes one-off jobs that are done, and old runs.
final class CleanCommand implements Verb {
    private static final String OLDER = "--older";

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "clean [options] [JOB…]")
                .example("jobctl clean                       # one-off jobs that are done")
                .example("jobctl clean --ok                  # those that succeeded")
                .example("jobctl clean --older 30d           # also old runs of all jobs")
                .example("jobctl clean --older 7d --ok -g build --yes")
                .example("jobctl clean --dry-run             # say what would go")
                .text(
                        "Removed are ended runs and their logs, and one-off jobs with the last of"
                                + " their runs. Without --older only one-off jobs that are done are"
                                + " looked at; with it every job's runs that ended before, also"
                                + " those of jobs that are gone. What is active is never touched."
                                + " On a terminal it says what would go, and asks.")
                .end();
        Options.value(spec, "AGE", "runs that ended longer ago, of all jobs", OLDER);
        Options.flag(spec, "only runs that succeeded", "--ok");
        Options.flag(
                spec, "only runs that failed, were stopped or lost; with --ok: either", "--failed");
        Options.flag(spec, "say what would go, remove nothing", "--dry-run");
        Selection.yes(spec);
        Selection.options(spec, "only of");
        Options.parameters(spec, "0..*", "JOB", "only of these: their names or numbers");
    }

    /// What went, or would.
    private static final class Sum {
        private long runs;
        private final List<Json> jobs = new ArrayList<>();

        void add(Json.Obj reply) {
            runs += reply.integer("runs");
            jobs.addAll(reply.array("jobs"));
        }

        String text() {
            return count(runs, "run") + (jobs.isEmpty() ? "" : ", " + count(jobs.size(), "job"));
        }

        private static String count(long count, String thing) {
            return count + " " + thing + (count == 1 ? "" : "s");
        }

        Json.Obj toJson() {
            return Json.object().put("runs", runs).put("jobs", new Json.Arr(jobs)).build();
        }
    }

    @Override
    public int run(ParseResult words, Session session) {
        Json.Obj args = arguments(words, session);
        boolean isDry = words.hasMatchedOption("--dry-run");
        boolean asks = session.surroundings().width().isPresent() && !words.hasMatchedOption("-y");
        long known = 0;
        if (isDry || asks) {
            Sum would = all(args, true, 0, session);
            known = would.runs;
            if (isDry || would.runs == 0) {
                return tell("would remove ", would, session);
            }
            names(would).ifPresent(session.console()::notice);
            if (!session.confirm("remove " + would.text() + "?")) {
                session.console().notice("nothing was removed");
                return ExitCode.REFUSED;
            }
        }
        return tell("removed ", all(args, false, known, session), session);
    }

    private static int tell(String what, Sum sum, Session session) {
        if (session.isJson()) {
            session.console().json(sum.toJson());
        } else if (sum.runs == 0) {
            session.console().notice("there is nothing to remove");
        } else {
            names(sum).ifPresent(session.console()::notice);
            session.console().line(what + sum.text());
        }
        return ExitCode.DONE;
    }

    /// Names the first jobs that go.
    private static Optional<String> names(Sum sum) {
        int most = 10;
        List<String> first =
                sum.jobs.stream()
                        .limit(most)
                        .map(job -> job instanceof Json.Obj it ? it.text("name") : "")
                        .toList();
        String more = sum.jobs.size() > most ? ", …" : "";
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of("jobs: " + String.join(", ", first) + more);
    }

    /// Asks until there is no more.
    private static Sum all(Json.Obj args, boolean isDry, long known, Session session) {
        ProgressLine progress = new ProgressLine(session.console(), "cleaning");
        Sum sum = new Sum();
        Optional<String> next = Optional.empty();
        do {
            Json.Builder page = Json.object().putAll(args);
            next.ifPresent(cursor -> page.put("cursor", cursor));
            if (isDry) {
                page.put("dry_run", true);
            }
            Json.Obj reply = session.call("clean", page);
            sum.add(reply);
            next = reply.findText("next");
            if (!isDry && next.isPresent()) {
                progress.at(sum.runs, known);
            }
        } while (next.isPresent());
        progress.end();
        return sum;
    }

    private static Json.Obj arguments(ParseResult words, Session session) {
        Json.Builder args = Json.object();
        if (Selection.isSelecting(words)) {
            args.putAll(Selection.filter(words));
        }
        List<String> jobs = Options.parameters(words);
        if (!jobs.isEmpty()) {
            args.put("jobs", Json.strings(jobs));
        }
        Optional<Instant> before = Options.duration(words, OLDER).map(session.now()::minus);
        before.ifPresent(time -> args.put("before", time));
        for (String outcome : List.of("ok", "failed")) {
            if (words.hasMatchedOption("--" + outcome)) {
                args.put(outcome, true);
            }
        }
        return args.build();
    }
}
