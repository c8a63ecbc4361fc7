package dev.jobd.wire;

import dev.jobd.model.JobDefinition;
import dev.jobd.model.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A job as somebody has written it down: all of it. What is left out is as usual, but for what a
/// job gets when it is made and then keeps: the anchor of its grid and its zone. So whatever was
/// written down once is the same when it is read again.
public final class JobDeclaration {
    private static final String SCHEDULE = "schedule";
    private static final String ZONE = "tz";
    private static final String ENV = "env";

    private JobDeclaration() {}

    /// Reads a job that has been checked against the table of operations.
    ///
    /// @param path what it is called in messages, such as `args.jobs[3]`
    /// @param current the job of that name; empty if there is none
    /// @param now the anchor of a new grid that names none
    /// @param directory the working directory of a job that names none
    /// @throws WireErrorException if it is to be due now, is too long, or a variable has the mask
    ///   for a value where there is none to keep
    public static JobDefinition read(
            Json.Obj job,
            String path,
            Optional<JobDefinition> current,
            Instant now,
            String directory) {
        Map<String, Json> whole = new LinkedHashMap<>(job.members());
        Json.Obj schedule =
                job.findObject(SCHEDULE)
                        .orElseGet(() -> Json.object().put("kind", "manual").build());
        if (schedule.text("kind").equals("now")) {
            throw new WireErrorException(
                    WireError.of(
                                    ErrorCode.INVALID_ARGUMENT,
                                    "a job that is written down cannot be due now: it would be"
                                            + " again whenever it is applied; give it another"
                                            + " schedule, or none")
                            .at(path + ".schedule.kind"));
        }
        whole.put(SCHEDULE, current.map(it -> kept(job, schedule, it)).orElse(schedule));
        if (job.find(ZONE).isEmpty() && schedule.find(ZONE).isEmpty()) {
            current.flatMap(JobDeclaration::zone)
                    .ifPresent(zone -> whole.put(ZONE, Json.of(zone.getId())));
        }
        job.findObject(ENV)
                .ifPresent(env -> whole.put(ENV, JobPatch.unmaskedEnv(path, current, env)));
        Json.Obj read = new Json.Obj(whole);
        JobJson.requireFits(read, path);
        JobDraft draft = JobJson.read(read, now, directory);
        return draft.definition(draft.name().orElseThrow());
    }

    /// The anchor of a grid that says when it starts follows from that.
    private static Json.Obj kept(Json.Obj job, Json.Obj schedule, JobDefinition current) {
        return schedule.text("kind").equals("fixed-rate")
                        && schedule.find("anchor").isEmpty()
                        && job.find("starts").isEmpty()
                        && current.schedule() instanceof Schedule.FixedRate rate
                ? Json.object().putAll(schedule).put("anchor", rate.anchor()).build()
                : schedule;
    }

    private static Optional<ZoneId> zone(JobDefinition current) {
        return current.schedule() instanceof Schedule.Cron cron
                ? Optional.of(cron.zone())
                : current.policies().timing().zone();
    }
}
