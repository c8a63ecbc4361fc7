package dev.jobd.daemon.store;

import static dev.jobd.daemon.store.Samples.NOON;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Settings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Random batches that hold for what a store shows.
public final class RandomChanges {
    private final SplittableRandom random;

    public RandomChanges(SplittableRandom random) {
        this.random = random;
    }

    /// Saves so many batches, each decided on the state after the one before.
    public void save(Store store, int batches) {
        for (int i = 0; i < batches; i++) {
            Batch batch;
            try (StoreView view = store.view()) {
                batch = next(view);
            }
            store.commit(batch).join();
        }
    }

    private Batch next(StoreView view) {
        List<Job> jobs = view.jobs(Optional.empty(), Integer.MAX_VALUE);
        if (jobs.isEmpty() || random.nextInt(4) == 0) {
            return newJob(view);
        }
        Job job = jobs.get(random.nextInt(jobs.size()));
        List<Run> active = view.activeRuns();
        return random.nextInt(8) == 0 ? receipts(view) : change(view, job, active);
    }

    private Batch receipts(StoreView view) {
        List<ReceiptAge> all = view.receipts(Optional.empty(), 3);
        if (all.size() == 3 && random.nextBoolean()) {
            return Batch.of(new Change.RemoveReceipt(all.getFirst().key()));
        }
        String key = "key-" + random.nextInt(1_000_000_000);
        return Batch.of(
                new Change.PutReceipt(
                        new RequestKey(random.nextInt(3), key),
                        "hash of " + key,
                        NOON.plusNanos(random.nextLong(1L << 50)),
                        later -> "done at " + later.seq()));
    }

    private Batch change(StoreView view, Job job, List<Run> active) {
        return switch (random.nextInt(10)) {
            case 0 -> Batch.of(new Change.RemoveJob(job.id(), job.revision()));
            case 1 -> rename(job);
            case 2 -> Batch.of(groups());
            case 3, 4 -> Batch.of(advance(view, job));
            case 5, 6, 7 -> active.isEmpty() ? newRun(view, job) : end(active);
            default -> newRun(view, job);
        };
    }

    private Batch newJob(StoreView view) {
        long number = view.nextJobNumber() + random.nextInt(2);
        Job job = Samples.job(number, "job-" + number);
        Change state = new Change.PutState(Samples.dueAt(number, NOON), Optional.empty());
        return random.nextBoolean()
                ? Batch.of(Samples.make(job), state)
                : Batch.of(Samples.make(job));
    }

    private Batch rename(Job job) {
        JobName name = new JobName("r" + random.nextInt(1_000_000) + "-" + job.id().number());
        Job renamed = job.withDefinition(job.definition().withName(name), NOON.plusSeconds(9));
        return Batch.of(new Change.PutJob(renamed, job.revision()));
    }

    private Change calendars() {
        String name = "c" + random.nextInt(4);
        LocalDate first = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1000));
        Calendar.Days days = new Calendar.Days(first, first.plusDays(random.nextInt(9)));
        return random.nextInt(4) == 0
                ? new Change.RemoveCalendar(name)
                : new Change.PutCalendar(new Calendar(name, List.of(days)));
    }

    private Change groups() {
        if (random.nextInt(3) == 0) {
            return calendars();
        }
        Group group = Samples.group("g" + random.nextInt(5), random.nextInt(1, 9));
        return switch (random.nextInt(5)) {
            case 0 -> new Change.RemoveGroup(group.name());
            case 1 -> new Change.PutSettings(new Settings(group.slots()));
            case 2 -> {
                Group.Pause pause = new Group.Pause(NOON, Optional.of(NOON.plusSeconds(9)));
                yield new Change.PutGroup(group.withPause(Optional.of(pause)));
            }
            default -> new Change.PutGroup(group);
        };
    }

    private Change advance(StoreView view, Job job) {
        Optional<JobState> state = view.state(job.id());
        JobState next =
                Samples.dueAt(job.id().number(), NOON.plusSeconds(random.nextInt(1, 1_000_000)));
        return new Change.PutState(next, state.flatMap(JobState::nextDue));
    }

    private Batch newRun(StoreView view, Job job) {
        JobId id = job.id();
        long number =
                1
                        + view.runs(id, Long.MAX_VALUE, 1).stream()
                                .mapToLong(run -> run.id().number())
                                .sum();
        return random.nextInt(3) == 0
                ? Batch.of(Samples.make(Samples.queued(id.number(), number)))
                : Batch.of(
                        Samples.make(
                                Samples.ended(
                                        id.number(),
                                        number,
                                        Duration.ofMillis(random.nextInt(1_000_000)))));
    }

    private Batch end(List<Run> active) {
        Run run = active.get(random.nextInt(active.size()));
        Run ended =
                run.withState(
                        new RunState.Ended(
                                NOON.plusMillis(random.nextInt(1_000_000)),
                                new Outcome.Failed(random.nextInt(1, 100))));
        return Batch.of(new Change.PutRun(ended, Optional.of(run.state())));
    }
}
