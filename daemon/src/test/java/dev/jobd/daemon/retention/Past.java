package dev.jobd.daemon.retention;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.model.Attempt;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Keep;
import dev.jobd.model.Outcome;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A store with jobs and what they did long ago, and a scheduler that removes what it is told to.
final class Past {
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    static final Outcome OK = new Outcome.Succeeded();
    static final Outcome FAILED = new Outcome.Failed(1);

    final InMemoryStore store = new InMemoryStore();
    final Inbox inbox = new Inbox();
    final List<Command.Prune> prunes = new ArrayList<>();

    Past save(Change... changes) {
        long seq = store.commit(Batch.of(changes)).join().seq();
        inbox.committed(seq, List.of(changes));
        return this;
    }

    static Job job(long number, Schedule schedule, Keep keep) {
        Policies policies = Policies.DEFAULT.withKeep(keep);
        ProcessSpec process =
                new ProcessSpec(new dev.jobd.model.Command.Shell("true"), "/", Map.of(), 0022);
        JobDefinition definition =
                new JobDefinition(new JobName("job-" + number), process, schedule, policies);
        return new Job(new JobId(number), 1, definition, NOON, NOON);
    }

    Past make(long number, Keep keep) {
        return make(job(number, new Schedule.Manual(), keep));
    }

    Past make(Job job) {
        return save(
                new Change.PutJob(job, 0),
                new Change.PutState(
                        JobState.initial(job.id(), Optional.empty()), Optional.empty()));
    }

    Past edit(long number, Keep keep) {
        Job old = store.view().job(new JobId(number)).orElseThrow();
        Job other = job(number, old.definition().schedule(), keep);
        return save(
                new Change.PutJob(old.withDefinition(other.definition(), NOON), old.revision()));
    }

    /// Records a run that ended then.
    Past ended(long job, long number, Instant at, Outcome outcome) {
        JobState state = store.view().state(new JobId(job)).orElseThrow();
        Attempt attempt = new Attempt(1, Optional.of(at), at, outcome, Attempt.Usage.UNKNOWN);
        Run run =
                new Run(
                        new RunId(new JobId(job), number),
                        Trigger.SCHEDULE,
                        "",
                        at,
                        at,
                        1,
                        List.of(attempt),
                        new RunState.Ended(at, outcome));
        while (state.lastRun() < number) {
            state = state.withRunAdded();
        }
        return save(
                new Change.PutState(state, Optional.empty()),
                new Change.PutRun(run, Optional.empty()));
    }

    /// Removes what a command says, as the scheduler does.
    CompletableFuture<Applied> submit(Command command) {
        Command.Prune prune = (Command.Prune) command;
        prunes.add(prune);
        List<Change> changes = new ArrayList<>();
        for (RunId last : prune.last()) {
            changes.add(new Change.RemoveJob(last.job(), 1));
        }
        prune.runs().forEach(run -> changes.add(new Change.RemoveRun(run)));
        save(changes.toArray(Change[]::new));
        return CompletableFuture.completedFuture(
                new Applied(prune.runs().getFirst().job(), Optional.empty(), 1));
    }

    /// Returns the runs that are there, by job and number.
    List<String> runs() {
        return store.view().endings(Optional.empty(), 100_000).stream()
                .map(place -> place.run())
                .sorted()
                .map(RunId::toString)
                .toList();
    }
}
