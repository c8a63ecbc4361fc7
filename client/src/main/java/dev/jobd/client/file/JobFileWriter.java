package dev.jobd.client.file;

import dev.jobd.model.DurationText;
import dev.jobd.model.Parent;
import dev.jobd.wire.Field;
import dev.jobd.wire.Json;
import dev.jobd.wire.PrettyJson;
import dev.jobd.wire.ScheduleJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes jobs, groups and calendars as files that `apply` takes; what is as usual is left out.
public final class JobFileWriter {
    private static final String DESCRIPTION = "description";
    private static final String SCHEDULE = "schedule";
    private static final String ZONE = "tz";
    private static final String ENV = "env";

    private final Map<String, Json> groups = new LinkedHashMap<>();
    private final Map<String, Json> calendars = new LinkedHashMap<>();
    private final Map<String, Json.Obj> jobs = new LinkedHashMap<>();

    /// Adds a group.
    ///
    /// @param slots how many; null for any number
    public void group(String name, Json slots) {
        Json written = slots instanceof Json.Null ? Json.of("unlimited") : slots;
        groups.put(name, Json.object().put("slots", written).build());
    }

    /// Adds a calendar.
    public void calendar(String name, List<String> days) {
        calendars.put(name, Json.object().put("days", Json.strings(days)).build());
    }

    /// Adds a job as the protocol shows it; what is no definition is left out.
    public void job(Json.Obj job) {
        jobs.put(job.text("name"), definition(job));
    }

    /// Returns how many jobs it has.
    public int jobCount() {
        return jobs.size();
    }

    private static Json.Obj definition(Json.Obj job) {
        Json.Builder definition = Json.object();
        for (Field field : JobKeys.fields()) {
            Json value = job.members().get(field.name());
            boolean isUsual = field.standard().map(it -> it.equals(value)).orElse(false);
            if (value != null && !(value instanceof Json.Null) && !isUsual) {
                definition.put(field.name(), value);
            }
        }
        return definition.build();
    }

    /// Returns it as JSON, with the names of the protocol.
    public String json() {
        Json.Builder whole = Json.object();
        putUnlessEmpty(whole, "groups", groups);
        putUnlessEmpty(whole, "calendars", calendars);
        putUnlessEmpty(whole, "jobs", jobs);
        return PrettyJson.of(whole.build());
    }

    private static void putUnlessEmpty(
            Json.Builder whole, String name, Map<String, ? extends Json> named) {
        if (!named.isEmpty()) {
            Json.Builder object = Json.object();
            named.forEach(object::put);
            whole.put(name, object.build());
        }
    }

    /// Returns it as TOML, with the names of the options of `jobctl add`.
    public String toml() {
        StringBuilder text = new StringBuilder();
        groups.forEach((name, group) -> table(text, "groups", name, group));
        calendars.forEach((name, calendar) -> table(text, "calendars", name, calendar));
        jobs.forEach((name, job) -> table(text, "jobs", name, keys(job)));
        return text.toString();
    }

    private static void table(StringBuilder text, String list, String name, Json content) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append('[').append(list).append('.').append(TomlText.key(name)).append("]\n");
        if (content instanceof Json.Obj object) {
            object.members()
                    .forEach((key, value) ->
                            text.append(TomlText.key(key))
                                    .append(" = ")
                                    .append(TomlText.value(value))
                                    .append('\n'));
        }
    }

    private static Json.Obj keys(Json.Obj job) {
        Json.Builder keys = Json.object();
        job.find(DESCRIPTION).ifPresent(it -> keys.put(DESCRIPTION, it));
        List<JobKeys.Key> rest = new ArrayList<>(JobKeys.all());
        for (String member : List.of("cmd", "sh")) {
            JobKeys.ofMember(member).ifPresent(key -> put(keys, key, job));
        }
        schedule(job).members().forEach(keys::put);
        rest.removeIf(key -> List.of(DESCRIPTION, "cmd", "sh", ZONE, ENV).contains(key.member()));
        rest.forEach(key -> put(keys, key, job));
        job.findObject(ENV)
                .filter(env -> !env.members().isEmpty())
                .ifPresent(it -> keys.put(ENV, it));
        return keys.build();
    }

    private static void put(Json.Builder keys, JobKeys.Key key, Json.Obj job) {
        job.find(key.member())
                .ifPresent(value ->
                        keys.put(
                                key.name(),
                                key.isDuration() ? duration(job.integer(key.member())) : value));
    }

    private static Json duration(long millis) {
        return Json.of(DurationText.format(Duration.ofMillis(millis)));
    }

    private static Json.Obj schedule(Json.Obj job) {
        Json.Obj schedule = job.findObject(SCHEDULE).orElse(Json.Obj.EMPTY);
        Json.Builder keys = Json.object();
        schedule.findInteger("every_ms").ifPresent(millis -> keys.put("every", duration(millis)));
        if (schedule.findText("kind").equals(Optional.of("fixed-delay"))) {
            keys.put("from", "finish");
        }
        for (String member : List.of("anchor", "cron", "cron_seconds", "at")) {
            keys.putIf(member.replace('_', '-'), schedule.find(member));
        }
        List<String> parents = ScheduleJson.parents(schedule).stream().map(Parent::text).toList();
        if (!parents.isEmpty()) {
            boolean oneOf = schedule.flag("one_of");
            keys.put(oneOf ? JobKeys.AFTER_ONE_OF : JobKeys.AFTER, Json.strings(parents));
        }
        return keys.putIf(ZONE, schedule.find(ZONE).or(() -> job.find(ZONE))).build();
    }
}
