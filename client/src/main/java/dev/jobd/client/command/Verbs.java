package dev.jobd.client.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of verbs.
final class Verbs {
    /// What `jobctl` alone does.
    static final String DEFAULT = "list";

    /// Every verb and what it does, in the order of the help.
    static final List<Entry> ALL =
            List.of(
                    new Entry("add", "create a job that runs again and again, or by hand"),
                    new Entry("run", "run a command now"),
                    new Entry("at", "run a command once, at a time"),
                    new Entry("in", "run a command once, after a while"),
                    new Entry("list", "show the jobs"),
                    new Entry("show", "show everything about a job"),
                    new Entry("cat", "print the command that would make a job again"),
                    new Entry("next", "show when jobs will run"),
                    new Entry("history", "show runs and how they ended"),
                    new Entry("stats", "show how runs went: outcomes, durations, lateness"),
                    new Entry("explain", "say why a job is running or not"),
                    new Entry("logs", "print the output of a run"),
                    new Entry("events", "print what happens, as it happens"),
                    new Entry("edit", "change a job"),
                    new Entry("rm", "remove jobs"),
                    new Entry("apply", "make jobs be as files say"),
                    new Entry("validate", "look whether such files are right"),
                    new Entry("export", "write jobs as such a file"),
                    new Entry("import", "make jobs of crontabs"),
                    new Entry("trigger", "run jobs now, beside their schedule"),
                    new Entry("wait", "wait until runs end"),
                    new Entry("retry", "do again what runs did"),
                    new Entry("stop", "stop runs: signal, grace, kill"),
                    new Entry("kill", "send one signal to runs"),
                    new Entry("hold", "keep runs that wait from starting"),
                    new Entry("release", "let runs go that are held"),
                    new Entry("suspend", "stop the processes of runs where they are"),
                    new Entry("cont", "let runs go on that are suspended"),
                    new Entry("pause", "pause the schedules of jobs"),
                    new Entry("resume", "resume the schedules of jobs"),
                    new Entry("skip-next", "leave out the next times of a job"),
                    new Entry("clean", "remove finished one-off jobs and old runs"),
                    new Entry("group", "show and change groups, their slots and pauses"),
                    new Entry(
                            "calendar", "show and change lists of days on which jobs are not due"),
                    new Entry("lock", "show who holds locks and who waits for them"),
                    new Entry("top", "show the dashboard"),
                    new Entry("status", "show the state of the daemon"),
                    new Entry("metrics", "print what is measured, for Prometheus"),
                    new Entry("reload", "have the daemon read its configuration anew"),
                    new Entry("shutdown", "stop the daemon"),
                    new Entry("doctor", "look at everything and say what to do"),
                    new Entry("backup", "write all jobs and runs into one file"),
                    new Entry("restore", "make the store of a backup"),
                    new Entry("rpc", "send lines of the protocol as they are"),
                    new Entry("completion", "print the completions for a shell"),
                    new Entry("version", "print the versions"),
                    new Entry("help", "explain a verb"));

    private Verbs() {}

    /// A verb as the help lists it.
    record Entry(String name, String summary) {}

    /// Returns the names of all verbs.
    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    /// Returns what a verb does, in a few words.
    static String summary(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::summary)
                .findFirst()
                .orElse("");
    }

    /// Makes the verb of that name; empty if there is none.
    static Optional<Verb> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "add" -> new AddCommand();
                    case "run" -> new RunCommand();
                    case "at" -> new AtCommand();
                    case "in" -> new InCommand();
                    case "list", "ls" -> new ListCommand();
                    case "show" -> new ShowCommand();
                    case "cat" -> new CatCommand();
                    case "next" -> new NextCommand();
                    case "history" -> new HistoryCommand();
                    case "stats" -> new StatsCommand();
                    case "explain" -> new ExplainCommand();
                    case "logs", "log" -> new LogsCommand();
                    case "events" -> new EventsCommand();
                    case "edit" -> new EditCommand();
                    case "rm", "remove" -> new RemoveCommand();
                    case "trigger" -> new TriggerCommand();
                    case "wait" -> new WaitCommand();
                    case "retry" -> new RetryCommand();
                    case "clean" -> new CleanCommand();
                    case "stop" -> new StopCommand();
                    case "kill" -> new KillCommand();
                    case "hold" -> new HoldCommand();
                    case "release" -> new ReleaseCommand();
                    case "suspend" -> new SuspendCommand();
                    case "cont" -> new ContCommand();
                    case "pause" -> new PauseCommand();
                    case "resume" -> new ResumeCommand();
                    case "skip-next" -> new SkipNextCommand();
                    case "group" -> new GroupCommand();
                    case "calendar" -> new CalendarCommand();
                    case "lock" -> new LockCommand();
                    case "top" -> new TopCommand();
                    case "status" -> new StatusCommand();
                    case "metrics" -> new MetricsCommand();
                    case "reload" -> new ReloadCommand();
                    case "shutdown" -> new ShutdownCommand();
                    case "doctor" -> new DoctorCommand();
                    case "backup" -> new BackupCommand();
                    case "restore" -> new RestoreCommand();
                    case "rpc" -> new RpcCommand();
                    case "completion" -> new CompletionCommand();
                    case "version" -> new VersionCommand();
                    case "help" -> new HelpCommand();
                    case CompleteCommand.NAME -> new CompleteCommand();
                    default -> ofFiles(name);
                });
    }

    private static @Nullable Verb ofFiles(String name) {
        return switch (name) {
            case "apply" -> new ApplyCommand();
            case "validate" -> new ValidateCommand();
            case "export" -> new ExportCommand();
            case "import" -> new ImportCommand();
            default -> null;
        };
    }
}
