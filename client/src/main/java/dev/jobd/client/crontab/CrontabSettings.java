package dev.jobd.client.crontab;

import dev.jobd.wire.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the lines of a crontab say that holds for the jobs below them.
final class CrontabSettings {
    private static final String SHELL_USUAL = "/bin/sh";
    private static final int DELAY_MINUTES_MAX = 100_000;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private String shell = SHELL_USUAL;
    private Optional<String> home = Optional.empty();
    private Optional<String> zone = Optional.empty();
    private Optional<String> brokenZone = Optional.empty();
    private long delayMinutes;

    /// What became of a setting.
    record Taken(boolean isRefused, String message) {}

    /// Takes a setting.
    Taken take(String name, String value) {
        return switch (name.toUpperCase(Locale.ROOT).equals(name) ? name : "") {
            case "MAILTO", "MAILFROM", "CONTENT_TYPE", "CONTENT_TRANSFER_ENCODING" ->
                    taken(
                            value.isEmpty()
                                    ? name + " is empty: jobd sends no mail, and keeps all output"
                                    : name
                                            + " has no counterpart: jobd sends no mail, but keeps the output"
                                            + " and the end of each run (jobctl history --failed, jobctl"
                                            + " logs JOB, jobctl events)");
            case "CRON_TZ" -> zone(value);
            case "SHELL" -> {
                shell = value.isEmpty() ? SHELL_USUAL : value;
                yield taken("jobs below run by " + shell + " -c");
            }
            case "HOME" -> {
                home = Optional.of(value);
                variables.put(name, value);
                yield taken("jobs below run in " + value);
            }
            case "LOGNAME", "USER" ->
                    taken(name + " cannot be set, neither by cron nor by jobd: it is passed over");
            case "RANDOM_DELAY" -> delay(value);
            default -> {
                variables.put(name, value);
                yield taken("a variable of the jobs below");
            }
        };
    }

    private static Taken taken(String message) {
        return new Taken(false, message);
    }

    private Taken zone(String value) {
        try {
            zone = Optional.of(ZoneId.of(value).getId());
            brokenZone = Optional.empty();
            return taken("the time zone of the jobs below");
        } catch (DateTimeException _) {
            brokenZone = Optional.of(value);
            return new Taken(
                    true,
                    "'"
                            + value
                            + "' is not a time zone such as Europe/Vienna; no job below is taken");
        }
    }

    private Taken delay(String value) {
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) > DELAY_MINUTES_MAX) {
            return new Taken(true, "RANDOM_DELAY is a number of minutes, not '" + value + "'");
        }
        delayMinutes = Long.parseLong(value);
        return taken("jobs below have --jitter " + delayMinutes + "m");
    }

    /// Returns why no job can be made; empty if one can.
    Optional<String> obstacle() {
        return brokenZone.map(it -> "its time zone '" + it + "' is not known");
    }

    /// Puts what holds for a job.
    ///
    /// @param isStart whether it is due at starts only, which have no zone
    void put(Json.Builder job, CrontabCommand command, String cron, boolean isStart) {
        if (shell.equals(SHELL_USUAL)) {
            job.put("sh", command.shell());
        } else {
            job.put("cmd", Json.strings(List.of(shell, "-c", command.shell())));
        }
        Json.Builder schedule = Json.object().put("kind", "cron").put("cron", cron);
        if (!isStart) {
            schedule.putIf("tz", zone.map(Json::of));
        }
        job.put("schedule", schedule.build()).putIf("dir", home.map(Json::of));
        if (delayMinutes > 0) {
            job.put("jitter_ms", Duration.ofMinutes(delayMinutes).toMillis());
        }
        if (!variables.isEmpty()) {
            Json.Builder env = Json.object();
            variables.forEach(env::put);
            job.put("env", env.build());
        }
    }
}
