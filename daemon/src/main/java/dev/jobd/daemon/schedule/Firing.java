package dev.jobd.daemon.schedule;

import dev.jobd.model.Group;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Outcome;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Pause;
import dev.jobd.model.RunId;
import dev.jobd.model.Schedule;
import dev.jobd.model.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Turns due times of a job that have come into runs, by the rules of semantics sections 2 to 4.
final class Firing {
    private final Book book;
    private final Lifecycle lifecycle;

    Firing(Book book, Lifecycle lifecycle) {
        this.book = book;
        this.lifecycle = lifecycle;
    }

    /// Makes what follows from the job's due time or the end of its pause, one of which has come,
    /// and gives it the next.
    void fire(Draft draft, JobEntry job, Moment now) {
        job.state
                .pause()
                .flatMap(Pause::until)
                .filter(until -> !until.isAfter(now.wall()))
                .ifPresent(until -> endPause(draft, job, until, now));
        if (!job.state.paused()) {
            book.pauseOfGroup(job).ifPresent(pause -> skipPausedGroup(draft, job, pause, now));
            skipNext(draft, job, now);
        }
        Optional<Instant> due = job.state.nextDue().filter(it -> !it.isAfter(now.wall()));
        if (due.isPresent()) {
            occurrences(draft, job, backlog(job, due.get(), now.wall()), now);
            draft.state(job, job.state.withNextDue(nextDue(job, now.wall())));
        }
        book.queueDue(job);
    }

    /// Ends a pause. What fell into it is skipped; what is due at its end or later is not.
    private void endPause(Draft draft, JobEntry job, Instant until, Moment now) {
        Instant last = until.minusNanos(1);
        Optional<Instant> due = job.state.nextDue().filter(it -> !it.isAfter(last));
        if (due.isPresent()) {
            skipPaused(draft, job, backlog(job, due.get(), last), now);
            boolean onGrid = !(job.schedule instanceof Schedule.FixedDelay);
            draft.state(job, job.state.withNextDue(nextDue(job, onGrid ? last : until)));
        }
        draft.state(job, job.state.resumed());
    }

    /// Skips what fell into a pause of the job's group. What is due at its end or later is left.
    private void skipPausedGroup(Draft draft, JobEntry job, Group.Pause pause, Moment now) {
        boolean isOver = pause.isOver(now.wall());
        Instant end = isOver ? pause.until().orElseThrow() : now.wall();
        Instant last = isOver ? end.minusNanos(1) : end;
        Optional<Instant> due = job.state.nextDue().filter(it -> !it.isAfter(last));
        if (due.isEmpty()) {
            return;
        }
        Backlog backlog = backlog(job, due.get(), last);
        if (backlog.newest().isBefore(pause.since())) {
            return;
        }
        String reason = "paused: group " + job.policies.group();
        skip(draft, job, backlog.first(), backlog.newest(), reason, now);
        boolean onGrid = !(job.schedule instanceof Schedule.FixedDelay);
        draft.state(job, job.state.withNextDue(nextDue(job, onGrid ? last : end)));
    }

    /// Skips as many due times, the earliest, as are to be skipped. What falls into a pause is
    /// skipped anyway and is not one of them.
    private void skipNext(Draft draft, JobEntry job, Moment now) {
        while (job.state.skipNext() > 0) {
            Optional<Instant> due = job.state.nextDue().filter(it -> !it.isAfter(now.wall()));
            if (due.isEmpty()) {
                return;
            }
            Instant it = due.get();
            skip(draft, job, it, it, "skip-next", now);
            draft.state(
                    job,
                    job.state.withSkipNext(job.state.skipNext() - 1).withNextDue(nextDue(job, it)));
        }
    }

    /// Makes what follows when the parents of a job have ended as they should.
    ///
    /// @param by the run of a parent that was the last
    void after(Draft draft, JobEntry job, String by, Moment now) {
        endOverduePause(draft, job, now);
        Instant due = now.wall();
        if (!isDueAfter(job, due)) {
            return;
        }
        Optional<String> skipped = reasonToSkipAfter(draft, job);
        if (skipped.isPresent()) {
            Outcome outcome = new Outcome.Skipped(skipped.get());
            lifecycle.recordUnstarted(draft, job, Trigger.PARENT, due, by, outcome, now);
            return;
        }
        RunId run = lifecycle.enqueue(draft, job, Trigger.PARENT, due, by, now);
        if (job.policies.overlap() instanceof OverlapPolicy.Replace) {
            lifecycle.replaceOthers(draft, job, run, now);
        }
    }

    /// Records that a job is not due since one of its parents has not ended as it should. Of one
    /// that would be skipped anyway there is nothing to record.
    void parentFailed(Draft draft, JobEntry job, String by, String reason, Moment now) {
        endOverduePause(draft, job, now);
        Instant due = now.wall();
        if (isDueAfter(job, due) && !job.state.paused()) {
            Outcome outcome = new Outcome.ParentFailed(reason);
            lifecycle.recordUnstarted(draft, job, Trigger.PARENT, due, by, outcome, now);
        }
    }

    private void endOverduePause(Draft draft, JobEntry job, Moment now) {
        if (job.state.wakeAt().filter(wake -> !wake.isAfter(now.wall())).isPresent()) {
            fire(draft, job, now);
        }
    }

    /// Tells whether its timing lets the job be due now.
    private boolean isDueAfter(JobEntry job, Instant now) {
        return job.runsLeft() > 0 && book.occurrences(job).at(now).isPresent();
    }

    private static Optional<String> reasonToSkipAfter(Draft draft, JobEntry job) {
        if (job.state.paused()) {
            return job.state.pause().map(Pause::skipReason);
        }
        if (job.state.skipNext() > 0) {
            draft.state(job, job.state.withSkipNext(job.state.skipNext() - 1));
            return Optional.of("skip-next");
        }
        return reasonToSkip(job).map(reason -> "overlap: " + reason);
    }

    private void occurrences(Draft draft, JobEntry job, Backlog backlog, Moment now) {
        if (job.state.paused()) {
            skipPaused(draft, job, backlog, now);
        } else if (isMissed(job, backlog.first(), now)) {
            catchUp(draft, job, backlog, now);
        } else {
            occur(draft, job, Trigger.SCHEDULE, backlog.newest(), now);
        }
    }

    private void skipPaused(Draft draft, JobEntry job, Backlog backlog, Moment now) {
        String reason = job.state.pause().orElseThrow().skipReason();
        skip(draft, job, backlog.first(), backlog.newest(), reason, now);
    }

    /// @param first the earliest of the due times that the record stands for
    private void skip(
            Draft draft, JobEntry job, Instant first, Instant due, String reason, Moment now) {
        Trigger trigger = isMissed(job, first, now) ? Trigger.CATCHUP : Trigger.SCHEDULE;
        lifecycle.recordUnstarted(draft, job, trigger, due, new Outcome.Skipped(reason), now);
    }

    /// A start of the daemon that is over is caught up by none.
    private static boolean isMissed(JobEntry job, Instant due, Moment now) {
        return !(job.schedule instanceof Schedule.Start)
                && now.wall().isAfter(due.plus(MisfirePolicy.LATE));
    }

    private void catchUp(Draft draft, JobEntry job, Backlog backlog, Moment now) {
        switch (job.policies.misfire().kind()) {
            case ONCE -> {
                Instant newest = backlog.newest();
                if (isTooOld(job, newest, now)) {
                    missed(draft, job, newest, now);
                } else {
                    occur(draft, job, Trigger.CATCHUP, newest, now);
                }
            }
            case SKIP -> {
                missed(draft, job, missedOf(backlog).newest(), now);
                occurLate(draft, job, backlog, now);
            }
            case ALL -> {
                if (catchUpAll(draft, job, missedOf(backlog), now)) {
                    queueLate(draft, job, backlog, now);
                } else {
                    occurLate(draft, job, backlog, now);
                }
            }
        }
    }

    /// Returns those that are missed and not only late.
    private static Backlog missedOf(Backlog all) {
        Instant latest = all.latest().minus(MisfirePolicy.LATE).minusNanos(1);
        return new Backlog(all.occurrences(), all.first(), latest);
    }

    /// Lets each wait for those before it, whatever the overlap policy says: all are wanted. Tells
    /// whether there is any.
    private boolean catchUpAll(Draft draft, JobEntry job, Backlog missed, Moment now) {
        List<Instant> times = missed.newest(MisfirePolicy.RUNS_MAX + 1);
        int room = Math.max(0, Lifecycle.WAITING_MAX - job.active.size());
        int most = (int) Math.min(Math.min(MisfirePolicy.RUNS_MAX, room), job.runsLeft());
        List<Instant> wanted = times.stream().filter(due -> !isTooOld(job, due, now)).toList();
        int count = Math.min(wanted.size(), most);
        if (count < times.size()) {
            missed(draft, job, times.get(times.size() - count - 1), now);
        }
        for (Instant due : wanted.subList(wanted.size() - count, wanted.size())) {
            lifecycle.enqueue(draft, job, Trigger.CATCHUP, due, "", now);
        }
        return count > 0;
    }

    private void queueLate(Draft draft, JobEntry job, Backlog backlog, Moment now) {
        Instant newest = backlog.newest();
        if (!isMissed(job, newest, now) && job.runsLeft() > 0) {
            lifecycle.enqueue(draft, job, Trigger.SCHEDULE, newest, "", now);
        }
    }

    private void occurLate(Draft draft, JobEntry job, Backlog backlog, Moment now) {
        Instant newest = backlog.newest();
        if (!isMissed(job, newest, now)) {
            occur(draft, job, Trigger.SCHEDULE, newest, now);
        }
    }

    private static boolean isTooOld(JobEntry job, Instant due, Moment now) {
        return now.wall().isAfter(due.plus(job.policies.misfire().window()));
    }

    private void missed(Draft draft, JobEntry job, Instant due, Moment now) {
        lifecycle.recordUnstarted(draft, job, Trigger.CATCHUP, due, new Outcome.Missed(), now);
    }

    private void occur(Draft draft, JobEntry job, Trigger trigger, Instant due, Moment now) {
        Optional<String> reason = reasonToSkip(job);
        if (reason.isPresent()) {
            Outcome skipped = new Outcome.Skipped("overlap: " + reason.get());
            lifecycle.recordUnstarted(draft, job, trigger, due, skipped, now);
            return;
        }
        RunId run = lifecycle.enqueue(draft, job, trigger, due, "", now);
        if (job.policies.overlap() instanceof OverlapPolicy.Replace) {
            lifecycle.replaceOthers(draft, job, run, now);
        }
    }

    /// Returns why a due time is skipped because of runs that are active; empty if it is not.
    private static Optional<String> reasonToSkip(JobEntry job) {
        int active = job.active.size();
        if (active == 0) {
            return Optional.empty();
        }
        return switch (job.policies.overlap()) {
            case OverlapPolicy.Skip() -> {
                RunEntry oldest = job.active.getFirst();
                yield Optional.of(
                        "run " + oldest.run.id().number() + " is " + oldest.run.state().word());
            }
            case OverlapPolicy.Queue() -> full("waiting", active - 1, 1);
            case OverlapPolicy.QueueAll(int most) -> full("waiting", active - 1, most);
            case OverlapPolicy.Allow(int most) -> full("active", active, most);
            case OverlapPolicy.Replace() -> Optional.empty();
        };
    }

    private static Optional<String> full(String what, int there, int most) {
        if (there < most) {
            return Optional.empty();
        }
        return Optional.of(there == 1 ? "1 run is " + what : there + " runs are " + what);
    }

    private Backlog backlog(JobEntry job, Instant first, Instant latest) {
        return new Backlog(book.occurrences(job), first, latest);
    }

    private Optional<Instant> nextDue(JobEntry job, Instant now) {
        return switch (job.schedule) {
            case Schedule.FixedRate _, Schedule.Cron _ -> book.nextDue(job, now);
            // The end of the active run sets the next time; where there is none, this does.
            case Schedule.FixedDelay _ ->
                    job.active.isEmpty() ? book.nextDue(job, now) : Optional.empty();
            case Schedule.Once _,
                    Schedule.Now _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ ->
                    Optional.empty();
        };
    }
}
