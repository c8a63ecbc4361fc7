package dev.jobd.client.command;

import dev.jobd.client.file.JobFiles;
import dev.jobd.client.output.Console;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `apply`: makes jobs, groups and calendars be as they are written down in files.
final class ApplyCommand implements Verb {
    /// The origin of jobs whose set is not named.
    static final String SET_DEFAULT = "files";

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "apply [options] -f FILE…")
                .example("jobctl apply -f jobs.toml --dry-run    # what would be changed")
                .example("jobctl apply -f jobs.toml")
                .example("jobctl apply -f /etc/jobs.d --prune    # and remove what is gone from it")
                .example("jobctl apply -f web.toml --set web --prune")
                .example("jobctl export | ssh other jobctl apply -f -")
                .text(
                        "A file is TOML or JSON: [jobs.NAME], [groups.NAME], [calendars.NAME]. The"
                                + " keys of a job are the options of 'jobctl add' without their"
                                + " dashes, or the members that 'jobctl show --json' shows:",
                        "  [jobs.backup]",
                        "  command = [\"./backup.sh\", \"--full\"]",
                        "  cron = \"30 2 * * *\"",
                        "  retries = 3",
                        "  env = { LEVEL = \"2\" }",
                        "  [groups.db]",
                        "  slots = 2",
                        "All is done as one, or nothing. What is so already is left alone: applying"
                                + " the same again changes nothing, and no interval begins anew."
                                + " What a file does not say of a job is as usual.",
                        "Jobs that apply has made belong to a set (--set). --prune removes those of"
                                + " the set that are no longer in the files, and no others: what"
                                + " was made by hand stays. Another job of the same name is not"
                                + " changed unless --adopt says so.")
                .end();
        FileInput.describe(spec);
        Options.flag(spec, "check it and show what would be changed", "--dry-run");
        Options.flag(spec, "remove jobs of the set that are not in the files", "--prune");
        Options.value(
                spec,
                "NAME",
                "the set that the jobs belong to (default: " + SET_DEFAULT + ")",
                "--set");
        Options.flag(spec, "change jobs as well that do not belong to the set", "--adopt");
        Options.flag(spec, "with --prune: stop what runs of jobs that are removed", "--stop");
        Options.flag(spec, "do not ask before jobs are removed", "-y", "--yes");
    }

    @Override
    public int run(ParseResult words, Session session) {
        boolean prunes = words.hasMatchedOption("--prune");
        if (!prunes && words.hasMatchedOption("--stop")) {
            throw new UsageException("--stop goes with --prune");
        }
        JobFiles files = new FileInput(session).jobs(words);
        if (!files.problems().isEmpty()) {
            return wrong(files, session.console(), "nothing was changed");
        }
        Json.Obj options = options(words);
        try {
            return apply(files, words, options, session);
        } catch (WireErrorException refused) {
            return refused(files, refused.error(), "nothing was changed", session);
        }
    }

    private static int apply(JobFiles files, ParseResult words, Json.Obj options, Session session) {
        Json.Obj content = files.content(set(words));
        boolean isTrial = words.hasMatchedOption("--dry-run");
        if (isTrial || mustAsk(words, session)) {
            Json.Obj trial = Json.object().putAll(options).put("dry_run", true).build();
            ApplyReply would = new ApplyReply(new Application(session).send(content, trial), true);
            if (isTrial) {
                would.show(session);
                return ExitCode.DONE;
            }
            List<String> removed = would.removed();
            if (!removed.isEmpty() && !session.confirm(question(removed))) {
                session.console().notice("nothing was changed");
                return ExitCode.REFUSED;
            }
        }
        new ApplyReply(new Application(session).send(content, options), false).show(session);
        return ExitCode.DONE;
    }

    private static boolean mustAsk(ParseResult words, Session session) {
        return words.hasMatchedOption("--prune")
                && !words.hasMatchedOption("--yes")
                && session.surroundings().width().isPresent();
    }

    private static String question(List<String> removed) {
        int told = Math.min(removed.size(), 10);
        String more = removed.size() > told ? " and " + (removed.size() - told) + " more" : "";
        return "remove %d %s: %s%s?"
                .formatted(
                        removed.size(),
                        removed.size() == 1 ? "job" : "jobs",
                        String.join(", ", removed.subList(0, told)),
                        more);
    }

    private static String set(ParseResult words) {
        return Options.text(words, "--set").orElse(SET_DEFAULT);
    }

    private static Json.Obj options(ParseResult words) {
        Json.Builder options = Json.object();
        if (words.hasMatchedOption("--prune")) {
            options.put("prune", set(words));
        }
        for (String flag : List.of("stop", "adopt")) {
            if (words.hasMatchedOption("--" + flag)) {
                options.put(flag, true);
            }
        }
        return options.build();
    }

    /// Says what is wrong with files and returns the exit code.
    static int wrong(JobFiles files, Console console, String consequence) {
        FileInput.tell(files.problems(), console);
        Errors.say(console, count(files.problems().size()) + "; " + consequence);
        return ExitCode.REFUSED;
    }

    private static String count(int problems) {
        return problems == 1 ? "1 thing is wrong" : problems + " things are wrong";
    }

    /// Says what the daemon has refused, where it stands in the files, and returns the exit code.
    static int refused(JobFiles files, WireError error, String consequence, Session session) {
        JobFiles.Refusals refusals = files.refusals(error);
        if (refusals.placed().isEmpty()) {
            Errors.tell(error, session);
            return ExitCode.of(error);
        }
        if (session.isJson()) {
            Errors.tell(error, session);
        } else {
            FileInput.tell(refusals.placed(), session.console());
            refusals.others().forEach(other -> Errors.say(session.console(), other));
            int all = refusals.placed().size() + refusals.others().size();
            Errors.say(session.console(), count(all) + "; " + consequence);
        }
        // Whatever it is called in the protocol: the files are wrong.
        return ExitCode.REFUSED;
    }
}
