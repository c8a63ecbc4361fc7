package dev.jobd.wire;

import dev.jobd.model.Command;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobName;
import dev.jobd.model.Keep;
import dev.jobd.model.Notes;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The definition of a job as JSON.
public final class JobJson {
    /// What stands for the value of a variable, which may be a secret.
    public static final String MASK = "***";

    static final int UMASK_DEFAULT = 0022;

    /// With what is told beside it a job fits on a line of the daemon.
    private static final int LENGTH_MAX = 1 << 20;

    private JobJson() {}

    /// Returns all of a definition, the values of its variables included.
    public static Json.Obj of(JobDefinition definition) {
        return withoutEnvironment(definition)
                .put("env", environment(definition.process().environment(), true))
                .build();
    }

    /// Returns a builder that holds all of a definition but its environment.
    static Json.Builder withoutEnvironment(JobDefinition definition) {
        ProcessSpec process = definition.process();
        Policies policies = definition.policies();
        Json.Builder job = Json.object().put("name", definition.name().text());
        switch (process.command()) {
            case Command.Argv argv -> job.put("cmd", Json.strings(argv.arguments()));
            case Command.Shell shell -> job.put("sh", shell.line());
        }
        job.put("schedule", ScheduleJson.of(definition.schedule()))
                .put("group", policies.group())
                .put("priority", policies.priority())
                .put("retries", policies.retry().retries())
                .put("retry_delay_ms", policies.retry().backoff().delay().toMillis())
                .putOrNull(
                        "timeout_ms",
                        policies.limits().timeout().map(Duration::toMillis).map(Json::of))
                .put("stop_signal", policies.stop().signal().name())
                .put("grace_ms", policies.stop().grace().toMillis())
                .put("on_daemon_restart", policies.onRestart().word())
                .put("keep_runs", policies.keep().runs())
                .put("keep_for_ms", policies.keep().time().toMillis())
                .put("dir", process.directory())
                .put("umask", umask(process.umask()))
                .putIf("env_file", process.environmentFile().map(Json::of));
        PolicyJson.put(job, policies);
        return job.putIf("description", definition.notes().description().map(Json::of))
                .putIf("origin", definition.notes().origin().map(Json::of));
    }

    /// Returns the variables of a job; without `reveal` all their values are masked, since a secret
    /// cannot be told by the name of its variable.
    static Json.Obj environment(Map<String, String> variables, boolean reveal) {
        Json.Builder env = Json.object();
        variables.forEach((name, value) -> env.put(name, reveal ? value : MASK));
        return env.build();
    }

    /// Returns the error of a variable whose value is the mask where there is no value to keep.
    static WireError.BadField maskedValue(String path, String variable) {
        return new WireError.BadField(
                path + ".env." + variable,
                ErrorCode.INVALID_ARGUMENT,
                MASK
                        + " stands for a value that is not shown, and there is none yet; say the value itself");
    }

    private static void refuseMasks(Json.Obj job) {
        List<WireError.BadField> masked =
                job.findObject("env").orElse(Json.Obj.EMPTY).members().entrySet().stream()
                        .filter(variable -> variable.getValue().equals(Json.of(MASK)))
                        .map(variable -> maskedValue("args.job", variable.getKey()))
                        .toList();
        if (!masked.isEmpty()) {
            throw new WireErrorException(WireError.of(masked));
        }
    }

    /// Reads a new job that has been checked against the table of operations.
    ///
    /// @param now the anchor of a grid that names none
    /// @param directory the working directory of a job that names none
    /// @throws WireErrorException if a value of its environment is only the mask of one, or if it
    ///   is too long
    public static JobDraft readNew(Json.Obj job, Instant now, String directory) {
        refuseMasks(job);
        requireFits(job, "args.job");
        return read(job, now, directory);
    }

    /// Reads a job that has been checked against the table of operations.
    ///
    /// @param now the anchor of a grid that names none, unless its job says when it starts
    /// @param directory the working directory of a job that names none
    public static JobDraft read(Json.Obj job, Instant now, String directory) {
        Json.Obj schedule =
                job.findObject("schedule").orElse(Json.object().put("kind", "now").build());
        Instant anchor = TimingJson.starts(job).orElse(now);
        Schedule read = ScheduleJson.read(schedule, anchor, TimingJson.zone(job));
        return new JobDraft(
                job.findText("name").map(JobName::new),
                process(job, directory),
                read,
                policies(job).withTiming(TimingJson.read(job, read)),
                new Notes(job.findText("description"), job.findText("origin")),
                ScheduleJson.isLateOk(schedule));
    }

    /// Checks a job against the table of operations.
    ///
    /// @param path what it is called in messages, such as `args.job`
    /// @throws WireErrorException that names every member that is wrong
    public static void check(Json.Obj job, String path) {
        ShapeCheck.require(JobShape.DEFINITION, job, path);
        requireFits(job, path);
    }

    static void requireFits(Json.Obj job, String path) {
        long length = JsonText.lengthAbout(job);
        if (length > LENGTH_MAX) {
            throw new WireErrorException(
                    WireError.of(
                                    ErrorCode.INVALID_ARGUMENT,
                                    "a job has at most "
                                            + LENGTH_MAX
                                            + " bytes as JSON, not "
                                            + length
                                            + ": put what is long into a file")
                            .at(path));
        }
    }

    private static ProcessSpec process(Json.Obj job, String directory) {
        Optional<String> line = job.findText("sh");
        Command command =
                line.isPresent()
                        ? new Command.Shell(line.get())
                        : new Command.Argv(job.texts("cmd"));
        Map<String, String> variables = new TreeMap<>();
        Json.Obj env = job.findObject("env").orElse(Json.Obj.EMPTY);
        env.members().keySet().forEach(name -> variables.put(name, env.text(name)));
        int mask =
                job.findText("umask").map(text -> Integer.parseInt(text, 8)).orElse(UMASK_DEFAULT);
        return new ProcessSpec(
                command,
                job.findText("dir").orElse(directory),
                variables,
                job.findText("env_file"),
                mask);
    }

    private static Policies policies(Json.Obj job) {
        Policies standard = Policies.DEFAULT;
        Signal signal =
                job.findText("stop_signal").flatMap(Signal::parse).orElse(standard.stop().signal());
        long priority = job.findInteger("priority").orElse(standard.priority());
        return PolicyJson.read(job, standard)
                .withGroup(job.findText("group").orElse(standard.group()))
                .withPriority(Math.toIntExact(priority))
                .withStop(
                        new StopPolicy(
                                signal,
                                duration(job, "grace_ms", standard.stop().grace()),
                                job.flag("leave_children")))
                .withKeep(keep(job))
                .withOnRestart(
                        job.findText("on_daemon_restart")
                                .flatMap(OnRestart::parse)
                                .orElse(standard.onRestart()));
    }

    private static Keep keep(Json.Obj job) {
        long runs = job.findInteger("keep_runs").orElse(Keep.DEFAULT.runs());
        return new Keep(Math.toIntExact(runs), duration(job, "keep_for_ms", Keep.DEFAULT.time()));
    }

    private static Duration duration(Json.Obj job, String name, Duration standard) {
        return Duration.ofMillis(job.findInteger(name).orElse(standard.toMillis()));
    }

    /// Returns the mask as four octal digits.
    static String umask(int mask) {
        return String.format(Locale.ROOT, "%04o", mask);
    }
}
