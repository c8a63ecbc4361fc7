import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.mapdb.MapDbStore;
import dev.jobd.model.Command;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Fills a store with jobs that are due in a year, and ends in an orderly way or as a crash does.
///
/// Arguments: the state directory, how many jobs, `closed` or `killed`.
final class Jobs {
    private static final int BATCH = 1_000;

    static void main(String[] arguments) {
        MapDbStore store = MapDbStore.open(Path.of(arguments[0]), MapDbStore.Mode.STRICT);
        long count = Long.parseLong(arguments[1]);
        store.commit(Batch.of(new Change.PutGroup(new Group(Policies.DEFAULT_GROUP, OptionalInt.of(2)))))
                .join();
        Instant now = Instant.now();
        List<Change> changes = new ArrayList<>();
        for (long id = 1; id <= count; id++) {
            add(changes, new JobId(id), now);
            if (changes.size() >= 2 * BATCH || id == count) {
                store.commit(new Batch(changes)).join();
                changes = new ArrayList<>();
            }
        }
        if (arguments[2].equals("killed")) {
            Runtime.getRuntime().halt(0);
        }
        store.close();
    }

    private static void add(List<Change> changes, JobId id, Instant now) {
        Schedule schedule = new Schedule.FixedRate(Duration.ofDays(365), now.plusMillis(id.number()));
        ProcessSpec process =
                new ProcessSpec(
                        new Command.Argv(List.of("/usr/bin/rsync", "-a", "/srv/data/" + id, "/mnt/backup/" + id)),
                        "/srv",
                        Map.of("LANG", "C.UTF-8", "TARGET", "backup-" + id),
                        18);
        JobDefinition definition =
                new JobDefinition(new JobName("sync-" + id), process, schedule, Policies.DEFAULT);
        changes.add(new Change.PutJob(new Job(id, 1, definition, now, now), 0));
        changes.add(new Change.PutState(JobState.initial(id, schedule.nextAfter(now)), Optional.empty()));
    }
}
