package dev.jobd.daemon.process;

import dev.jobd.daemon.process.Launch.Occasion;
import dev.jobd.model.AttemptId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Builds the environment of a job. It is never the daemon's: of that, a job gets a few variables
/// by name only.
final class JobEnvironment {
    private static final Set<String> KEPT =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ");
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
    // A shell stands between, and it passes on no others.
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Supplier<Map<String, String>> daemon;
    private final String storeId;

    /// @param daemon the daemon's own environment, as it is for the next process
    /// @param storeId tells this daemon's attempts from those of another
    JobEnvironment(Supplier<Map<String, String>> daemon, String storeId) {
        this.daemon = daemon;
        this.storeId = storeId;
    }

    /// Returns what marks every process of an attempt that did not clear its environment.
    String mark(AttemptId attempt) {
        return "JOBD_RUN_ID=" + runId(attempt);
    }

    /// Returns the environment of an attempt.
    ///
    /// @throws IllegalArgumentException if the job asks for a variable that cannot be, or its
    ///   environment file is missing or wrong
    Map<String, String> of(Launch launch) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", DEFAULT_PATH);
        daemon.get()
                .forEach((name, value) -> {
                    if (KEPT.contains(name) || name.startsWith("LC_")) {
                        environment.put(name, value);
                    }
                });
        launch.process()
                .environmentFile()
                .ifPresent(file -> environment.putAll(EnvironmentFile.read(Path.of(file))));
        launch.process()
                .environment()
                .forEach((name, value) -> {
                    check(name, value);
                    environment.put(name, value);
                });
        Occasion occasion = launch.occasion();
        AttemptId attempt = launch.attempt();
        environment.put("JOBD_JOB", occasion.job().text());
        environment.put("JOBD_RUN", attempt.run().toString());
        environment.put("JOBD_ATTEMPT", Integer.toString(attempt.number()));
        environment.put("JOBD_MAX_ATTEMPTS", Integer.toString(occasion.attemptsMax()));
        environment.put("JOBD_SCHEDULED_AT", occasion.scheduledAt().toString());
        environment.put("JOBD_TRIGGER", occasion.trigger().word());
        environment.put("JOBD_GROUP", occasion.group());
        environment.put(
                "JOBD_PREV_EXIT",
                occasion.previousExit().isPresent()
                        ? Integer.toString(occasion.previousExit().getAsInt())
                        : "");
        environment.put("JOBD_RUN_ID", runId(attempt));
        return environment;
    }

    /// Tells whether a variable can have this name.
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private String runId(AttemptId attempt) {
        return storeId + ":" + attempt;
    }

    private static void check(String name, String value) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "environment: a name has letters, digits and _ only, unlike " + name);
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("environment: a NUL character in " + name);
        }
    }
}
