package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// What a verb is to be done to: the jobs or runs that are named, or all that `-g`, `--state` and
/// `--all` select.
final class Selection {
    /// The states of runs that have not ended.
    static final Set<String> ACTIVE =
            Set.of("queued", "starting", "running", "stopping", "retry-wait");

    /// The states of runs that have a process.
    static final Set<String> ALIVE = Set.of("running", "stopping");

    /// The states of runs that wait.
    static final Set<String> WAITING = Set.of("queued", "retry-wait");

    private static final String YES = "--yes";

    private Selection() {}

    /// Adds the options and the parameters of a verb that is about jobs.
    static void ofJobs(CommandSpec spec) {
        options(spec, "select");
        Options.parameters(spec, "0..*", "JOB", "their names or numbers");
    }

    /// Adds the options and the parameters of a verb that is about runs.
    static void ofRuns(CommandSpec spec) {
        options(spec, "select the runs of");
        Options.parameters(spec, "0..*", "JOB", "jobs (their newest runs) or runs");
    }

    /// Adds the options that select jobs.
    static void options(CommandSpec spec, String what) {
        Options.values(spec, "GROUP", what + " all jobs of a group", "-g", "--group");
        Options.values(
                spec, "STATE", what + " all jobs in a state, such as running or paused", "--state");
        Options.flag(spec, what + " all jobs", "-a", "--all");
    }

    /// Adds the option that answers [#isConfirmed].
    static void yes(CommandSpec spec) {
        Options.flag(spec, "do not ask", "-y", YES);
    }

    /// Returns the jobs: as they are named, or by name.
    static List<String> jobs(ParseResult words, Session session) {
        if (!isSelecting(words)) {
            return named(words);
        }
        List<String> names = new ArrayList<>();
        Json.Obj args =
                Json.object()
                        .putAll(filter(words))
                        .put("fields", Json.strings(List.of("name")))
                        .build();
        session.pages("list", args, Long.MAX_VALUE, (job, _) -> names.add(job.text("name")));
        return orSayNone(names, session);
    }

    /// Returns the runs: as they are named, or those of the selected jobs in one of these states.
    static List<String> runs(ParseResult words, Session session, Set<String> states) {
        if (!isSelecting(words)) {
            return named(words);
        }
        List<String> runs = new ArrayList<>();
        for (String job : jobs(words, session)) {
            Json.Obj args =
                    Json.object()
                            .put("job", job)
                            .put("state", Json.strings(states.stream().sorted().toList()))
                            .build();
            session.pages(
                    "runs", args, Long.MAX_VALUE, (run, _) -> runs.add(HistoryCommand.name(run)));
        }
        return orSayNone(runs, session);
    }

    /// Tells whether it may be done: to one alone always, to more when a person at a terminal says
    /// so, or has said so beforehand.
    ///
    /// @param what what is to be done: `stop`
    /// @param things to what: `runs`
    static boolean isConfirmed(
            ParseResult words, Session session, String what, String things, List<String> names) {
        boolean isSure =
                names.size() < 2
                        || words.hasMatchedOption(YES)
                        || session.confirm(
                                "%s %d %s: %s?".formatted(what, names.size(), things, some(names)));
        if (!isSure) {
            session.console().notice("nothing was done");
        }
        return isSure;
    }

    /// Tells whether options select.
    static boolean isSelecting(ParseResult words) {
        boolean isSelecting =
                words.hasMatchedOption("--group")
                        || words.hasMatchedOption("--state")
                        || words.hasMatchedOption("--all");
        if (isSelecting && !Options.parameters(words).isEmpty()) {
            throw new UsageException(
                    "'%s' is named, and -g, --state and --all select: leave one out"
                            .formatted(Options.parameters(words).getFirst()));
        }
        return isSelecting;
    }

    /// Returns the arguments of the protocol that select: `filter`, or none.
    static Json.Obj filter(ParseResult words) {
        Json.Builder filter = Json.object();
        List<String> groups = Options.texts(words, "--group");
        List<String> states = Options.texts(words, "--state");
        if (!groups.isEmpty()) {
            filter.put("group", Json.strings(groups));
        }
        if (!states.isEmpty()) {
            filter.put("state", Json.strings(states));
        }
        return filter.build().members().isEmpty()
                ? Json.Obj.EMPTY
                : Json.object().put("filter", filter.build()).build();
    }

    private static List<String> named(ParseResult words) {
        List<String> names = List.copyOf(new LinkedHashSet<>(Options.parameters(words)));
        if (names.isEmpty()) {
            throw new UsageException("say which JOB, or select with -g, --state or --all");
        }
        return names;
    }

    private static List<String> orSayNone(List<String> names, Session session) {
        if (names.isEmpty()) {
            session.console().notice("there is nothing like that");
        }
        return names;
    }

    private static String some(List<String> names) {
        int most = 10;
        String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
    }
}
