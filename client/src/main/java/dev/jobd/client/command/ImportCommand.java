package dev.jobd.client.command;

import dev.jobd.client.crontab.Crontab;
import dev.jobd.client.crontab.CrontabLine;
import dev.jobd.client.file.JobFileWriter;
import dev.jobd.client.file.JobKeys;
import dev.jobd.client.output.Console;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `import crontab`: makes jobs of the lines of crontabs, and says of each line what became of it.
final class ImportCommand implements Verb {
    private static final Pattern FIELD = Pattern.compile("args\\.jobs\\[(\\d+)](.*)");

    /// How often what the daemon refuses is left out and the rest tried again.
    private static final int TRIES_MAX = 5;

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "import crontab [options] [FILE…]")
                .example("jobctl import crontab --dry-run              # your own (crontab -l)")
                .example("jobctl import crontab")
                .example("jobctl import crontab --output jobs.toml     # to look at, then: apply")
                .example("jobctl import crontab /etc/crontab /etc/cron.d")
                .text(
                        "Says of each line what became of it: a job, a setting, a comment, or why it"
                                + " was refused. Nothing is dropped without a word. Comments just"
                                + " above a line become the description of its job. Importing again"
                                + " changes what has changed and makes nothing twice; jobs whose"
                                + " lines are gone stay.",
                        "cron goes on running the same lines: take them out of the crontab when you"
                                + " are content.",
                        "Exit code 1: some line was refused; the others are imported.")
                .end();
        Options.flag(
                spec,
                "lines name the user whose they are (as in /etc/crontab and /etc/cron.d, where this"
                        + " is so without it)",
                "--system");
        Options.flag(spec, "show what would become of each line", "--dry-run");
        Options.value(
                spec,
                "FILE",
                "write jobs as a file for apply (- prints it), make none",
                "-o",
                "--output");
        Options.value(spec, "TEXT", "how the names of all jobs begin", "--prefix");
        Options.parameters(spec, "0..*", "crontab", "then the files, - for standard input");
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> all = Options.parameters(words);
        if (all.isEmpty() || !all.getFirst().equals("crontab")) {
            throw new UsageException(
                    "only crontabs can be imported: jobctl import crontab [FILE…]");
        }
        CrontabInput input = new CrontabInput(session, words.hasMatchedOption("--system"));
        Crontab crontab =
                new Crontab(
                        new Crontab.Whose(input.user(), JobKeys.names().contains("user")),
                        Options.text(words, "--prefix").orElse(""));
        input.read(all.subList(1, all.size()), crontab);
        List<CrontabLine> lines = new ArrayList<>(crontab.lines());
        if (words.hasMatchedOption("--output")) {
            write(Options.text(words, "--output").orElseThrow(), lines, session);
            report(lines, Map.of(), "written", session);
        } else {
            boolean isTrial = words.hasMatchedOption("--dry-run");
            Map<String, String> done = make(lines, input, isTrial, session);
            report(lines, done, isTrial ? "would be imported" : "imported", session);
        }
        return lines.stream().anyMatch(it -> it.kind() == CrontabLine.Kind.REFUSED)
                ? ExitCode.REFUSED
                : ExitCode.DONE;
    }

    private static void write(String file, List<CrontabLine> lines, Session session) {
        JobFileWriter writer = new JobFileWriter();
        lines.forEach(line -> line.job().ifPresent(writer::job));
        if (file.equals("-")) {
            session.console().out().print(writer.toml());
        } else {
            OutputFile.write(file, writer.toml(), session);
        }
    }

    /// Makes the jobs as one change; lines that the daemon refuses become refused ones, and the
    /// others are made without them. Returns what became of each job, by name.
    private static Map<String, String> make(
            List<CrontabLine> lines, CrontabInput input, boolean isTrial, Session session) {
        Json.Obj options = isTrial ? Json.object().put("dry_run", true).build() : Json.Obj.EMPTY;
        for (int tries = 1; ; tries++) {
            List<Json> jobs = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).job().isPresent()) {
                    Json.Builder job = Json.object().putAll(lines.get(i).job().get());
                    jobs.add(job.put("origin", input.origin(lines.get(i).file())).build());
                    places.add(i);
                }
            }
            if (jobs.isEmpty()) {
                return Map.of();
            }
            try {
                Json.Obj content = Json.object().put("jobs", new Json.Arr(jobs)).build();
                return changes(new Application(session).send(content, options));
            } catch (WireErrorException refused) {
                if (tries == TRIES_MAX || !markRefused(refused.error(), lines, places)) {
                    throw refused;
                }
            }
        }
    }

    private static Map<String, String> changes(Json.Obj reply) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Json.Obj change : reply.objects("changes")) {
            changes.put(change.text("name"), change.text("change"));
        }
        return changes;
    }

    private static boolean markRefused(
            WireError error, List<CrontabLine> lines, List<Integer> places) {
        List<WireError.BadField> bad =
                error.errors().isEmpty()
                        ? List.of(
                                new WireError.BadField(
                                        error.field().orElse(""), error.code(), error.message()))
                        : error.errors();
        boolean isAny = false;
        for (WireError.BadField it : bad) {
            Matcher field = FIELD.matcher(it.field());
            if (field.matches() && Integer.parseInt(field.group(1)) < places.size()) {
                int place = places.get(Integer.parseInt(field.group(1)));
                String reason =
                        it.message()
                                .replace(
                                        "give this one another name, or say --adopt to have it"
                                                + " changed (over the socket: adopt)",
                                        "--prefix gives all of them other names");
                lines.set(place, lines.get(place).refused(reason));
                isAny = true;
            }
        }
        return isAny;
    }

    private static void report(
            List<CrontabLine> lines, Map<String, String> done, String word, Session session) {
        Console console = session.console();
        int jobs = 0;
        int refused = 0;
        for (CrontabLine line : lines) {
            String became = line.job().map(job -> became(job.text("name"), done, word)).orElse("");
            jobs += line.job().isPresent() ? 1 : 0;
            refused += line.kind() == CrontabLine.Kind.REFUSED ? 1 : 0;
            if (session.isJson()) {
                console.json(json(line, became));
            } else {
                say(
                        "%s:%d: %-8s %s%s"
                                .formatted(
                                        line.file(),
                                        line.number(),
                                        line.kind().word(),
                                        line.message(),
                                        became.isEmpty() ? "" : " (" + became + ")"),
                        word,
                        console);
            }
        }
        if (!session.isJson()) {
            say(
                    "%s of %s; %s refused"
                            .formatted(
                                    jobs == 1 ? "1 job" : jobs + " jobs",
                                    count(lines.size()),
                                    refused == 0 ? "none" : Integer.toString(refused)),
                    word,
                    console);
        }
        if (jobs > 0 && word.equals("imported")) {
            console.notice(
                    "cron runs these lines as well: take them out of the crontab once you are content");
        }
    }

    /// The report is what is asked for, unless a file is.
    private static void say(String sentence, String word, Console console) {
        if (word.equals("written")) {
            console.notice(sentence);
        } else {
            console.line(sentence);
        }
    }

    private static String count(int lines) {
        return lines == 1 ? "1 line" : lines + " lines";
    }

    private static String became(String job, Map<String, String> done, String word) {
        if (word.equals("written")) {
            return "";
        }
        String change = done.get(job);
        if (change == null) {
            return "there already, unchanged";
        }
        return word.equals("imported") ? change : "would be " + change;
    }

    private static Json.Obj json(CrontabLine line, String became) {
        Json.Builder object =
                Json.object()
                        .put("file", line.file())
                        .put("line", line.number())
                        .put("kind", line.kind().word())
                        .put("message", line.message());
        if (!became.isEmpty()) {
            object.put("change", became);
        }
        return object.putIf("job", line.job()).build();
    }
}
