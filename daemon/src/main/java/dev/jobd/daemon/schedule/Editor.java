package dev.jobd.daemon.schedule;

import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Pause;
import dev.jobd.model.Policies;
import dev.jobd.model.RunId;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import dev.jobd.model.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Makes, changes and removes jobs. Each method either changes the book and the draft, or throws
/// [RefusedException] before it has changed anything.
final class Editor {
    private static final int DERIVED_NAME_MAX = 100;

    private final Book book;
    private final Lifecycle lifecycle;
    private final Ticker ticker;
    private final TimingRules timings;
    private final Parents parents;

    Editor(Book book, Lifecycle lifecycle, Ticker ticker) {
        this.book = book;
        this.lifecycle = lifecycle;
        this.ticker = ticker;
        timings = new TimingRules(book.calendars);
        parents = new Parents(book);
    }

    Decision.Answer add(Draft draft, Command.Add add, Moment now) {
        requireGroup(add.policies());
        add.name().ifPresent(this::requireFree);
        boolean late =
                add.schedule() instanceof Schedule.Once once && !once.at().isAfter(now.wall());
        if (late && !add.lateOk()) {
            throw new RefusedException(past((Schedule.Once) add.schedule(), now));
        }
        boolean atOnce = late || add.schedule() instanceof Schedule.Now;
        Timing timing = add.policies().timing();
        timings.requireNew(add.schedule(), timing, now.wall());
        draft.check(() -> parents.require(add.schedule(), add.name()));
        JobId id = book.takeJobId();
        Optional<Instant> next =
                atOnce
                        ? Optional.empty()
                        : book.calendars.occurrences(id, add.schedule(), timing).next(now.wall());
        JobName name =
                add.name().orElseGet(() -> deriveName(add.process().command().program(), id));
        JobDefinition definition =
                new JobDefinition(name, add.process(), add.schedule(), add.policies(), add.notes());
        Job job = new Job(id, 1, definition, now.wall(), now.wall());
        JobState state = JobState.initial(id, next);
        JobEntry entry = new JobEntry(job, state);
        book.add(entry);
        draft.add(job, entry);
        Optional<RunId> run = Optional.empty();
        if (atOnce) {
            Instant due = add.schedule() instanceof Schedule.Once once ? once.at() : now.wall();
            run =
                    Optional.of(
                            lifecycle.enqueue(draft, entry, Trigger.SCHEDULE, due, add.by(), now));
        }
        return new Decision.Answer(id, run);
    }

    Decision.Answer update(Draft draft, Command.Update update, Moment now) {
        JobEntry entry = book.require(update.base().id());
        requireRevision(entry, OptionalLong.of(update.base().revision()));
        JobDefinition definition = update.definition();
        requireGroup(definition.policies());
        if (!definition.name().equals(entry.name)) {
            requireFree(definition.name());
            JobName before = entry.name;
            draft.check(() -> parents.requireNoChildren(entry.id, before, "renamed"));
        }
        draft.check(() -> parents.require(definition.schedule(), Optional.of(definition.name())));
        boolean rescheduled = isRescheduled(entry, definition);
        if (rescheduled) {
            requireTimes(entry, definition, now);
            ticker.settle(draft, entry, now);
        }
        Timing before = entry.policies.timing();
        Optional<Instant> pending = entry.state.nextDue();
        boolean isOther = !definition.schedule().equals(entry.schedule);
        Job job = update.base().withDefinition(definition, now.wall());
        draft.update(job, update.base().revision());
        book.define(entry, job, now);
        if (rescheduled) {
            if (isOther) {
                // It was that of the other schedule.
                draft.state(entry, entry.state.withNextDue(Optional.empty()).withMet(Set.of()));
            }
            boolean isMoved = !definition.policies().timing().jitter().equals(before.jitter());
            Optional<Instant> next =
                    book.nextDueAnew(entry, isMoved ? Optional.empty() : pending, now.wall());
            draft.state(entry, entry.state.withNextDue(next));
        }
        book.queueDue(entry);
        return answer(entry);
    }

    private static boolean isRescheduled(JobEntry entry, JobDefinition definition) {
        return !definition.schedule().equals(entry.schedule)
                || !definition.policies().timing().equals(entry.policies.timing());
    }

    private void requireTimes(JobEntry entry, JobDefinition definition, Moment now) {
        boolean isOther = !definition.schedule().equals(entry.schedule);
        if (isOther) {
            requireFuture(definition.schedule(), now);
        }
        timings.requireChanged(
                definition.schedule(),
                definition.policies().timing(),
                entry.policies.timing(),
                now.wall());
    }

    Decision.Answer remove(Draft draft, Command.Remove remove, Moment now) {
        JobEntry entry = book.require(remove.job());
        requireRevision(entry, remove.revision());
        Optional<RunEntry> running =
                entry.active.stream().filter(run -> run.run.state().takesSlot()).findFirst();
        if (running.isPresent() && !remove.stop()) {
            RunId run = running.get().run.id();
            throw new RefusedException(new Refusal.StillRunning(entry.id, run));
        }
        draft.check(() -> parents.requireNoChildren(entry.id, entry.name, "removed"));
        draft.remove(entry);
        book.remove(entry);
        for (RunEntry run : List.copyOf(entry.active).reversed()) {
            lifecycle.stop(draft, run, remove.by(), now);
        }
        return answer(entry);
    }

    Decision.Answer prune(Draft draft, Command.Prune prune, Moment now) {
        prune.runs().forEach(draft::removeEnded);
        for (RunId last : prune.last()) {
            JobEntry entry = book.find(last.job());
            if (entry != null
                    && entry.isDone(now.wall())
                    && entry.state.lastRun() == last.number()) {
                draft.remove(entry);
                book.remove(entry);
            }
        }
        return new Decision.Answer(prune.runs().getFirst().job(), Optional.empty());
    }

    Decision.Answer pause(Draft draft, Command.Pause pause, Moment now) {
        JobEntry entry = book.require(pause.job());
        requireRevision(entry, pause.revision());
        pause.until().ifPresent(until -> requireFuture(until, now));
        ticker.settle(draft, entry, now);
        Pause wanted = Pause.byHand(pause.until());
        if (!pause.paused() && (entry.state.paused() || entry.state.failures() > 0)) {
            draft.state(entry, entry.state.resumed());
        } else if (pause.paused() && !entry.state.pause().equals(Optional.of(wanted))) {
            draft.state(entry, entry.state.withPause(wanted));
        }
        book.queueDue(entry);
        return answer(entry);
    }

    Decision.Answer skipNext(Draft draft, Command.SkipNext skip, Moment now) {
        JobEntry entry = book.require(skip.job());
        requireRevision(entry, skip.revision());
        if (skip.times() > 0 && neverDue(entry, now)) {
            throw new RefusedException(new Refusal.NeverDue(entry.id));
        }
        ticker.settle(draft, entry, now);
        if (entry.state.skipNext() != skip.times()) {
            draft.state(entry, entry.state.withSkipNext(skip.times()));
        }
        return answer(entry);
    }

    /// Tells whether nothing will be due after what is due by now.
    private static boolean neverDue(JobEntry entry, Moment now) {
        return switch (entry.schedule) {
            case Schedule.FixedDelay _, Schedule.Start _, Schedule.After _ -> entry.runsLeft() == 0;
            case Schedule.FixedRate _, Schedule.Cron _ -> entry.state.nextDue().isEmpty();
            case Schedule.Once _, Schedule.Now _, Schedule.Manual _ ->
                    entry.state.nextDue().filter(due -> due.isAfter(now.wall())).isEmpty();
        };
    }

    private void requireGroup(Policies policies) {
        if (book.admission.group(policies.group()).isEmpty()) {
            throw new RefusedException(
                    new Refusal.NoSuchGroup(policies.group(), book.admission.names()));
        }
    }

    private void requireFree(JobName name) {
        Optional<JobEntry> holder = book.find(name);
        if (holder.isPresent()) {
            throw new RefusedException(new Refusal.NameTaken(name, holder.get().id));
        }
    }

    private static void requireRevision(JobEntry entry, OptionalLong revision) {
        if (revision.isPresent() && revision.getAsLong() != entry.revision) {
            throw new RefusedException(
                    new Refusal.RevisionMismatch(entry.id, revision.getAsLong(), entry.revision));
        }
    }

    private static void requireFuture(Schedule schedule, Moment now) {
        switch (schedule) {
            case Schedule.Once once when !once.at().isAfter(now.wall()) ->
                    throw new RefusedException(past(once, now));
            case Schedule.Now _ ->
                    throw new RefusedException(
                            new Refusal.OnlyForNewJobs(
                                    "only a new job can be due now; trigger this one instead"));
            case Schedule.Once _,
                    Schedule.FixedRate _,
                    Schedule.FixedDelay _,
                    Schedule.Cron _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ -> {}
        }
    }

    /// Refuses an end of a pause that has passed.
    static void requireFuture(Instant until, Moment now) {
        if (!until.isAfter(now.wall())) {
            String message =
                    "the end of the pause, "
                            + until
                            + ", is in the past (it is "
                            + now.wall()
                            + ")";
            throw new RefusedException(new Refusal.PastEnd(message + "; give a later one"));
        }
    }

    private static Refusal past(Schedule.Once once, Moment now) {
        return new Refusal.PastTime(
                "the time "
                        + once.at()
                        + " is in the past (it is "
                        + now.wall()
                        + "); give a later one, or allow a late run");
    }

    private JobName deriveName(String program, JobId id) {
        String plain = program.replaceAll("[^A-Za-z0-9._@-]", "-");
        String word = plain.isEmpty() ? "job" : plain;
        String stem = word.substring(0, Math.min(word.length(), DERIVED_NAME_MAX)) + "-" + id;
        JobName name = new JobName(stem);
        for (int again = 2; book.find(name).isPresent(); again++) {
            name = new JobName(stem + "-" + again);
        }
        return name;
    }

    private static Decision.Answer answer(JobEntry entry) {
        return new Decision.Answer(entry.id, Optional.empty());
    }
}
