package dev.jobd.client.command;

import dev.jobd.client.file.JobFileWriter;
import dev.jobd.client.output.ProgressLine;
import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `export`: writes jobs, and the groups and calendars that they need, as a file that `apply`
/// takes.
final class ExportCommand implements Verb {
    private static final String DEFAULT_GROUP = "default";

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "export [options] [NAME]")
                .example("jobctl export > jobs.toml")
                .example("jobctl export 'web-*' --format json")
                .example("jobctl export --mask --output jobs.toml   # for a repository")
                .example("jobctl export | ssh other jobctl apply -f -")
                .text(
                        "What is as usual is left out. One-off jobs that are over, or run now, are"
                                + " left out as well, and so is what is no definition: pauses, runs,"
                                + " the group 'default'.",
                        "Values of variables are written in the clear, since the file would be of no"
                                + " use otherwise. With --mask they are ***: where such a file is"
                                + " applied, the values that are there stay, and a variable that"
                                + " is not there yet is refused. Better than both is --env-file.")
                .end();
        Options.value(spec, "FORMAT", "toml (default) or json", "--format");
        Options.value(spec, "FILE", "write a file that only you can read", "-o", "--output");
        Options.flag(spec, "write *** for the values of variables", "--mask");
        Options.values(spec, "GROUP", "only jobs of a group", "-g", "--group");
        Options.parameters(spec, "0..1", "NAME", "only jobs of that name; * and ? may stand in it");
    }

    @Override
    public int run(ParseResult words, Session session) {
        String format = Options.text(words, "--format").orElse("toml");
        if (!format.equals("toml") && !format.equals("json")) {
            throw Options.wrong("--format", format, "toml or json");
        }
        Json.Obj filter = ListCommand.filter(words, session);
        List<Json.Obj> jobs = jobs(filter, !words.hasMatchedOption("--mask"), session);
        if (jobs.isEmpty() && filter.has("filter")) {
            Errors.say(session.console(), "no job is like that; 'jobctl list' shows all");
            return ExitCode.NOT_FOUND;
        }
        JobFileWriter writer = new JobFileWriter();
        addNeeds(writer, jobs, filter.has("filter"), session);
        jobs.forEach(writer::job);
        write(words, format.equals("json") ? writer.json() : writer.toml(), session);
        return ExitCode.DONE;
    }

    private static List<Json.Obj> jobs(Json.Obj filter, boolean reveals, Session session) {
        List<String> names = new ArrayList<>();
        List<String> over = new ArrayList<>();
        Json.Obj args =
                Json.object()
                        .putAll(filter)
                        .put("fields", Json.strings(List.of("name", "schedule", "next")))
                        .build();
        session.pages(
                "list",
                args,
                Long.MAX_VALUE,
                (job, _) -> (isOver(job) ? over : names).add(job.text("name")));
        List<Json.Obj> jobs = new ArrayList<>();
        int withValues = 0;
        ProgressLine progress = new ProgressLine(session.console(), "reading");
        for (String name : names) {
            if (jobs.size() % 100 == 0) {
                progress.at(jobs.size(), names.size());
            }
            Json.Builder get = Json.object().put("job", name);
            Json.Obj job =
                    session.call("get", reveals ? get.put("reveal", true) : get).object("job");
            withValues += job.object("env").members().isEmpty() ? 0 : 1;
            jobs.add(job);
        }
        progress.end();
        if (!over.isEmpty()) {
            session.console()
                    .notice(
                            "left out: "
                                    + count(over.size(), "one-off job")
                                    + " that ran or runs now");
        }
        if (withValues > 0) {
            session.console().notice(aboutValues(withValues, reveals));
        }
        return jobs;
    }

    private static String aboutValues(int jobs, boolean reveals) {
        return count(jobs, "job")
                + (reveals
                        ? " with variables: their values are in the clear (--mask hides them)"
                        : " with variables: *** stands for their values, and leaves alone what is"
                                + " there where this is applied");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static boolean isOver(Json.Obj job) {
        return switch (job.object("schedule").text("kind")) {
            case "now" -> true;
            case "once" -> job.find("next").isEmpty();
            default -> false;
        };
    }

    private static void addNeeds(
            JobFileWriter writer, List<Json.Obj> jobs, boolean isSome, Session session) {
        Set<String> groups = new HashSet<>();
        Set<String> calendars = new HashSet<>();
        for (Json.Obj job : jobs) {
            groups.add(job.text("group"));
            calendars.addAll(job.texts("except"));
        }
        for (Json.Obj group : session.call("groups", Json.object()).objects("items")) {
            String name = group.text("name");
            if (!name.equals(DEFAULT_GROUP) && (!isSome || groups.contains(name))) {
                writer.group(name, group.members().getOrDefault("slots", Json.NULL));
            }
        }
        for (Json.Obj item : session.call("calendars", Json.object()).objects("items")) {
            String name = item.text("name");
            if (!isSome || calendars.contains(name)) {
                Json.Obj calendar =
                        session.call("calendar", Json.object().put("calendar", name))
                                .object("calendar");
                writer.calendar(name, calendar.texts("days"));
            }
        }
    }

    private static void write(ParseResult words, String text, Session session) {
        if (!words.hasMatchedOption("--output")) {
            session.console().out().print(text);
            return;
        }
        OutputFile.write(Options.text(words, "--output").orElseThrow(), text, session);
    }
}
