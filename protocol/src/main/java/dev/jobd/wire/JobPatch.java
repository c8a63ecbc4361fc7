package dev.jobd.wire;

import dev.jobd.model.JobDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes a definition by a JSON merge patch (RFC 7396).
///
/// Four rules beyond the RFC keep a patch short and safe: `cmd` and `sh` replace each other, and so
/// do `cron` and `cron_seconds`; a schedule of another kind replaces the old one, but the zone
/// stays; a zone beside the schedule is that of a cron expression as well; and the mask of a
/// variable's value that comes back leaves the value as it was.
public final class JobPatch {
    private static final String ZONE = "tz";

    private JobPatch() {}

    /// Returns the whole definition after the patch; it still has to be checked.
    ///
    /// @throws WireErrorException if a variable that there is not yet gets the mask for a value
    public static Json.Obj apply(JobDefinition current, Json.Obj patch) {
        Map<String, Json> job = new LinkedHashMap<>(JobJson.of(current).members());
        replaceOther(job, patch, "cmd", "sh");
        if (isOtherKind(job.get("schedule"), patch)) {
            if (job.remove("schedule") instanceof Json.Obj old) {
                old.find(ZONE).ifPresent(zone -> job.put(ZONE, zone));
            }
        } else if (job.get("schedule") instanceof Json.Obj old
                && patch.members().get("schedule") instanceof Json.Obj changed) {
            Map<String, Json> schedule = new LinkedHashMap<>(old.members());
            replaceOther(schedule, changed, ScheduleJson.CRON, ScheduleJson.CRON_SECONDS);
            job.put("schedule", new Json.Obj(schedule));
        }
        if (patch.find(ZONE).isPresent()
                && job.get("schedule") instanceof Json.Obj old
                && old.has(ZONE)) {
            Map<String, Json> schedule = new LinkedHashMap<>(old.members());
            schedule.put(ZONE, Objects.requireNonNull(patch.members().get(ZONE)));
            job.put("schedule", new Json.Obj(schedule));
        }
        return merge(new Json.Obj(job), unmasked(current, patch));
    }

    /// Removes that one of two members which exclude each other that the patch replaces.
    private static void replaceOther(
            Map<String, Json> target, Json.Obj patch, String one, String other) {
        if (patch.find(other).isPresent() && !patch.has(one)) {
            target.remove(one);
        }
        if (patch.find(one).isPresent() && !patch.has(other)) {
            target.remove(other);
        }
    }

    private static boolean isOtherKind(@Nullable Json old, Json.Obj patch) {
        return patch.members().get("schedule") instanceof Json.Obj schedule
                && schedule.find("kind").isPresent()
                && old instanceof Json.Obj present
                && !Objects.equals(schedule.members().get("kind"), present.members().get("kind"));
    }

    private static Json.Obj unmasked(JobDefinition current, Json.Obj patch) {
        if (!(patch.members().get("env") instanceof Json.Obj variables)) {
            return patch;
        }
        Map<String, Json> env = new LinkedHashMap<>(variables.members());
        // What stays as it is need not be in a patch.
        env.keySet().removeAll(masked("args.set", Optional.of(current), variables));
        return Json.object().putAll(patch).put("env", new Json.Obj(env)).build();
    }

    /// Returns variables with the values that masks stand for.
    ///
    /// @param path what their job is called in messages
    /// @throws WireErrorException if a variable that there is not yet has the mask for a value
    static Json.Obj unmaskedEnv(String path, Optional<JobDefinition> current, Json.Obj variables) {
        Map<String, Json> env = new LinkedHashMap<>(variables.members());
        for (String name : masked(path, current, variables)) {
            current.map(it -> it.process().environment().get(name))
                    .ifPresent(value -> env.put(name, Json.of(value)));
        }
        return new Json.Obj(env);
    }

    /// Returns the names of the variables whose values are masked.
    private static List<String> masked(
            String path, Optional<JobDefinition> current, Json.Obj variables) {
        List<String> masked =
                variables.members().keySet().stream()
                        .filter(name -> Json.of(JobJson.MASK).equals(variables.members().get(name)))
                        .toList();
        List<WireError.BadField> lost =
                masked.stream()
                        .filter(name ->
                                current.map(it -> !it.process().environment().containsKey(name))
                                        .orElse(true))
                        .map(name -> JobJson.maskedValue(path, name))
                        .toList();
        if (!lost.isEmpty()) {
            throw new WireErrorException(WireError.of(lost));
        }
        return masked;
    }

    private static Json.Obj merge(Json.Obj target, Json.Obj patch) {
        Map<String, Json> merged = new LinkedHashMap<>(target.members());
        patch.members()
                .forEach((name, value) -> {
                    switch (value) {
                        case Json.Null _ -> merged.remove(name);
                        case Json.Obj inner -> {
                            Json.Obj old =
                                    merged.get(name) instanceof Json.Obj object
                                            ? object
                                            : Json.Obj.EMPTY;
                            merged.put(name, merge(old, inner));
                        }
                        case Json.Arr _, Json.Str _, Json.Int _, Json.Num _, Json.Bool _ ->
                                merged.put(name, value);
                    }
                });
        return new Json.Obj(merged);
    }
}
