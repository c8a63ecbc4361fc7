package dev.jobd.client.command;

import dev.jobd.model.JobName;
import dev.jobd.model.Signal;
import dev.jobd.wire.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options that say what a job runs and by which rules, but for its schedule.
final class JobOptions {
    /// The word that takes a limit away.
    private static final String NONE = "none";

    /// What of a caller's environment is about its terminal, its session or this program, not about
    /// the command.
    private static final Pattern NOT_CAPTURED =
            Pattern.compile("_|TERM|DISPLAY|SSH_.*|LD_.*|JAVA_TOOL_OPTIONS|JOBD_HOME");

    private JobOptions() {}

    /// Adds them.
    static void describe(CommandSpec spec) {
        Options.value(spec, "NAME", "the job's name (default: its program and number)", "--name");
        Options.value(spec, "LINE", "run a line of shell instead of a command", "--shell");
        Options.value(spec, "GROUP", "the queue whose slots it takes", "-g", "--group");
        Options.value(spec, "N", "-1000 to 1000, higher starts first", "--priority");
        Options.value(spec, "N", "how often to try again after a failure", "--retries");
        Options.value(spec, "DURATION", "the pause before trying again", "--retry-delay");
        PolicyOption.describe(spec);
        Options.value(spec, "DURATION", "stop an attempt that takes longer, or none", "--timeout");
        Options.value(spec, "DURATION", "from the stop signal to the kill", "--grace");
        Options.value(spec, "SIGNAL", "what stops it first (default: TERM)", "--stop-signal");
        Options.value(
                spec, "N", "runs to keep (default: 1000; failed ones 5 times)", "--keep-runs");
        Options.value(
                spec, "DURATION", "how long (default: 90d; failed ones 4 times)", "--keep-for");
        Options.value(
                spec,
                "WHAT",
                "when it outlives jobd: adopt it (default), kill it, or requeue it",
                "--on-daemon-restart");
        Options.value(spec, "DIR", "its working directory (default: this one)", "-C", "--dir");
        Options.values(spec, "NAME=VALUE", "a variable; NAME alone takes yours", "-e", "--env");
        Options.value(
                spec,
                "FILE",
                "more variables, NAME=VALUE a line, read when a process is made; or none",
                "--env-file");
        Options.value(spec, "MASK", "its file mode mask, such as 0022", "--umask");
    }

    /// Returns what the options say, as members of a definition; nothing that was not given.
    static Json.Builder read(ParseResult words, Session session) {
        Json.Builder job = Json.object();
        name(words).ifPresent(name -> job.put("name", name));
        Options.text(words, "--shell").ifPresent(line -> job.put("sh", line));
        Options.text(words, "--group").ifPresent(group -> job.put("group", group));
        Options.integer(words, "--priority").ifPresent(value -> job.put("priority", value));
        Options.integer(words, "--retries").ifPresent(value -> job.put("retries", value));
        duration(words, job, "--retry-delay", "retry_delay_ms");
        PolicyOption.read(words, job, session);
        if (Options.text(words, "--timeout").equals(Optional.of(NONE))) {
            job.put("timeout_ms", Json.NULL);
        } else {
            duration(words, job, "--timeout", "timeout_ms");
        }
        duration(words, job, "--grace", "grace_ms");
        Options.integer(words, "--keep-runs").ifPresent(value -> job.put("keep_runs", value));
        duration(words, job, "--keep-for", "keep_for_ms");
        signal(words, "--stop-signal").ifPresent(value -> job.put("stop_signal", value));
        Options.text(words, "--on-daemon-restart")
                .ifPresent(value -> job.put("on_daemon_restart", value));
        Options.text(words, "--dir")
                .ifPresent(dir -> job.put("dir", absolute(session, dir).toString()));
        Options.text(words, "--env-file")
                .ifPresent(file -> job.put("env_file", file(session, file)));
        Map<String, String> environment = environment(words, session);
        if (!environment.isEmpty()) {
            job.put("env", object(environment));
        }
        umask(words).ifPresent(mask -> job.put("umask", mask));
        return job;
    }

    private static Json file(Session session, String file) {
        return file.equals(NONE) ? Json.NULL : Json.of(absolute(session, file).toString());
    }

    /// Puts the command, given after the options or as `--shell`.
    ///
    /// @throws UsageException if it is given twice or not at all
    static void requireCommand(Json.Builder job, List<String> command, String example) {
        boolean isShell = job.build().has("sh");
        if (isShell && !command.isEmpty()) {
            throw new UsageException(
                    "--shell has the whole command; leave out '%s'".formatted(command.getFirst()));
        }
        if (!isShell && command.isEmpty()) {
            throw new UsageException("say what to run, such as: " + example);
        }
        if (!isShell) {
            job.put("cmd", Json.strings(command));
        }
    }

    /// Puts the caller's directory if no other is given.
    static void captureDirectory(Json.Builder job, Session session) {
        if (!job.build().has("dir")) {
            job.put("dir", session.surroundings().directory().toString());
        }
    }

    /// Puts the caller's directory, environment and umask where no others are given.
    static void captureAll(Json.Builder job, Session session) {
        captureDirectory(job, session);
        Map<String, String> environment = new TreeMap<>();
        session.surroundings()
                .environment()
                .forEach((name, value) -> {
                    if (!NOT_CAPTURED.matcher(name).matches()) {
                        environment.put(name, value);
                    }
                });
        Json.Builder captured = Json.object().putAll(object(environment));
        job.build().findObject("env").ifPresent(captured::putAll);
        job.put("env", captured.build());
        if (!job.build().has("umask")) {
            job.put("umask", session.surroundings().umask().get());
        }
    }

    /// Returns the signal an option names, without `SIG`.
    static Optional<String> signal(ParseResult words, String option) {
        return Options.text(words, option)
                .map(text ->
                        Signal.parse(text)
                                .map(Signal::name)
                                .orElseThrow(() ->
                                        Options.wrong(
                                                option, text, "a signal such as TERM, HUP or 9")));
    }

    private static Optional<String> name(ParseResult words) {
        Optional<String> name = Options.text(words, "--name");
        name.filter(text -> !JobName.isValid(text))
                .ifPresent(text -> {
                    throw Options.wrong("--name", text, JobName.RULE);
                });
        return name;
    }

    private static void duration(
            ParseResult words, Json.Builder job, String option, String member) {
        Options.duration(words, option).ifPresent(value -> job.put(member, value.toMillis()));
    }

    private static Path absolute(Session session, String directory) {
        return session.surroundings().directory().resolve(directory).normalize();
    }

    private static Map<String, String> environment(ParseResult words, Session session) {
        Map<String, String> environment = new TreeMap<>();
        for (String text : Options.texts(words, "--env")) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (name.isEmpty()) {
                throw Options.wrong("--env", text, "NAME=VALUE or NAME");
            }
            String value =
                    equals < 0
                            ? session.surroundings().environment().get(name)
                            : text.substring(equals + 1);
            if (value == null) {
                throw new UsageException(
                        "--env %1$s: you have no such variable; say --env %1$s=VALUE"
                                .formatted(name));
            }
            environment.put(name, value);
        }
        return environment;
    }

    private static Json.Obj object(Map<String, String> members) {
        Json.Builder object = Json.object();
        members.forEach(object::put);
        return object.build();
    }

    private static Optional<String> umask(ParseResult words) {
        Optional<String> mask = Options.text(words, "--umask");
        mask.filter(text -> !text.matches("0?[0-7]{3}"))
                .ifPresent(text -> {
                    throw Options.wrong("--umask", text, "three or four octal digits such as 0022");
                });
        return mask.map(text -> text.length() == 3 ? "0" + text : text);
    }
}
