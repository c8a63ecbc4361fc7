package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.event.JobPicture;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import dev.jobd.wire.RunJson;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Jobs and runs of one view of the store, as replies show them.
final class Shown {
    private Shown() {}

    /// Returns a job with what it is doing.
    static JobView job(StoreView view, Job job) {
        return job(view, job, view.activeRuns(job.id()));
    }

    /// Returns a job with what it is doing.
    ///
    /// @param active its runs that have not ended, by number
    static JobView job(StoreView view, Job job, List<Run> active) {
        JobState state =
                view.state(job.id()).orElseGet(() -> JobState.initial(job.id(), Optional.empty()));
        Optional<RunJson.WaitsFor> waitsFor =
                active.isEmpty()
                        ? Optional.empty()
                        : waitsFor(active.getLast(), active, width(job));
        return new JobView(job, state, active, waitsFor);
    }

    /// Returns all of a job, the values of its variables masked.
    static Json.Obj job(StoreView view, JobId id) {
        Job job = view.job(id).orElseThrow(() -> gone("job " + id));
        return job(view, job).full(false);
    }

    /// Returns a run, and what it waits for as far as the store shows it.
    static Json.Obj run(StoreView view, Run run) {
        return run(view, run, Optional::of);
    }

    /// Returns a run.
    ///
    /// @param waiting tells what it waits for
    static Json.Obj run(StoreView view, Run run, Waiting waiting) {
        return run(view, run, otherwise -> waiting.of(run, Optional.of(otherwise)));
    }

    private static Json.Obj run(
            StoreView view,
            Run run,
            Function<RunJson.WaitsFor, Optional<RunJson.WaitsFor>> waiting) {
        List<Run> active =
                run.state() instanceof RunState.Queued
                        ? view.activeRuns(run.id().job())
                        : List.of();
        Optional<Job> job = view.job(run.id().job());
        int width = job.map(Shown::width).orElse(1);
        return RunJson.of(run, job.map(Job::name), waitsFor(run, active, width).flatMap(waiting));
    }

    /// Returns a run of which the job is known as of the same commit.
    static Json.Obj run(Run run, Optional<JobPicture> job) {
        List<Run> active = job.map(JobPicture::active).orElse(List.of());
        int width = job.map(it -> width(it.job())).orElse(1);
        return RunJson.of(run, job.map(it -> it.job().name()), waitsFor(run, active, width));
    }

    /// Returns a job as of some commit.
    static JobView job(JobPicture job) {
        List<Run> active = job.active();
        Optional<RunJson.WaitsFor> waitsFor =
                active.isEmpty()
                        ? Optional.empty()
                        : waitsFor(active.getLast(), active, width(job.job()));
        return new JobView(job.job(), job.state(), active, waitsFor);
    }

    /// Returns which store this is, and which of its histories: what tells numbers of commits
    /// apart.
    static String storeId(Store store) {
        return store.identity().store() + "." + store.history().lineage();
    }

    /// Says that something was removed between the change that a reply is about and the reply.
    static WireErrorException gone(String what) {
        return new WireErrorException(
                WireError.of(ErrorCode.NOT_FOUND, what + " was removed meanwhile"));
    }

    /// Returns how many runs of the job may have their turn at once.
    private static int width(Job job) {
        return job.definition().policies().overlap().width();
    }

    private static Optional<RunJson.WaitsFor> waitsFor(Run run, List<Run> active, int width) {
        if (!(run.state() instanceof RunState.Queued queued)) {
            return Optional.empty();
        }
        if (queued.hold().isPresent()) {
            RunState.Hold hold = queued.hold().get();
            return Optional.of(RunJson.WaitsFor.release(hold.by(), hold.since()));
        }
        long before = active.stream().filter(it -> it.id().number() < run.id().number()).count();
        return Optional.of(before < width ? RunJson.WaitsFor.SLOT : RunJson.WaitsFor.JOB);
    }
}
