package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.client.file.JobFiles;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `validate`: looks whether files are right, and changes nothing.
final class ValidateCommand implements Verb {
    private static final String HINT = "see jobctl help apply";

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "validate [options] -f FILE…")
                .example("jobctl validate -f jobs.toml")
                .example("jobctl validate --offline -f jobs.d    # in a build, where no jobd runs")
                .text(
                        "Checks everything that can be told from the files alone. If a daemon runs,"
                                + " it looks at them as well: whether the groups and calendars that"
                                + " jobs name are there, and whether times are still to come. None"
                                + " is started for that.",
                        "Exit code 0: all is right; 1: something is wrong, each told with file, line"
                                + " and column; 2: a file cannot be read.")
                .end();
        FileInput.describe(spec);
        Options.flag(spec, "do not ask a daemon", "--offline");
        Options.value(
                spec,
                "NAME",
                "the set that the jobs belong to (default: " + ApplyCommand.SET_DEFAULT + ")",
                "--set");
    }

    @Override
    public int run(ParseResult words, Session session) {
        JobFiles files = new FileInput(session).jobs(words);
        if (!files.problems().isEmpty()) {
            return ApplyCommand.wrong(files, session.console(), HINT);
        }
        boolean isAsked = false;
        try {
            isAsked = !words.hasMatchedOption("--offline") && isAsked(files, words, session);
        } catch (WireErrorException refused) {
            return ApplyCommand.refused(files, refused.error(), HINT, session);
        }
        String how = isAsked ? "" : " (as far as can be told without a daemon)";
        if (session.isJson()) {
            session.console()
                    .json(
                            Json.object()
                                    .put("ok", true)
                                    .put("jobs", files.jobs().size())
                                    .put("daemon", isAsked)
                                    .build());
        } else {
            session.console().line(count(files) + ", all right" + how);
        }
        return ExitCode.DONE;
    }

    private static boolean isAsked(JobFiles files, ParseResult words, Session session) {
        try {
            session.clientOfRunningDaemon();
        } catch (DaemonUnavailableException _) {
            return false;
        }
        String set = Options.text(words, "--set").orElse(ApplyCommand.SET_DEFAULT);
        Json.Obj options = Json.object().put("dry_run", true).build();
        new Application(session).send(files.content(set), options);
        return true;
    }

    private static String count(JobFiles files) {
        int jobs = files.jobs().size();
        int others = files.count() - jobs;
        String more = others == 0 ? "" : ", " + others + " groups and calendars";
        return (jobs == 1 ? "1 job" : jobs + " jobs") + more;
    }
}
