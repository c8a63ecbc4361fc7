package dev.jobd.daemon.schedule;

import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out several commands as one, and commands that are only tried: what was changed is
/// undone when one of them is refused, or at the end.
final class Steps {
    /// How many steps that are refused are told.
    private static final int REFUSALS_MAX = 100;

    private final Book book;
    private final Doer doer;

    /// Carries out a single command.
    @FunctionalInterface
    interface Doer {
        /// Changes the book and the draft, or throws [RefusedException] and has changed nothing.
        Decision.Answer carryOut(Draft draft, Command.Plain command, Moment now);
    }

    Steps(Book book, Doer doer) {
        this.book = book;
        this.doer = doer;
    }

    /// Carries out all steps, or throws [RefusedException] and has changed nothing.
    Decision.Answer carryOut(Draft draft, Command.Batch batch, Moment now) {
        Undo undo = new Undo(book);
        boolean isDone = false;
        try {
            Decision.Answer answer = all(draft, batch, now, undo);
            isDone = true;
            return answer;
        } finally {
            if (!isDone) {
                undo.run();
            }
        }
    }

    /// Returns what a command would change, and changes nothing.
    Decision tryOut(Command.Plain command, Moment now) {
        Draft draft = new Draft();
        Undo undo = new Undo(book);
        try {
            Decision.Answer answer =
                    command instanceof Command.Batch batch
                            ? all(draft, batch, now, undo)
                            : one(draft, command, now, undo);
            return draft.decide(Optional.of(answer));
        } finally {
            undo.run();
        }
    }

    private Decision.Answer all(Draft draft, Command.Batch batch, Moment now, Undo undo) {
        List<Applied.Part> parts = new ArrayList<>();
        List<Refusal.OfStep> refusals = new ArrayList<>();
        for (int i = 0; i < batch.steps().size(); i++) {
            draft.begin(i);
            try {
                Command.Plain command = commandOf(batch.steps().get(i), parts, draft);
                part(draft, command, now, undo).ifPresent(parts::add);
            } catch (RefusedException refused) {
                refusals.add(new Refusal.OfStep(i, refused.refusal()));
                if (!batch.looksOn()) {
                    throw new RefusedException(refusals.getFirst());
                }
                if (refusals.size() == REFUSALS_MAX) {
                    break;
                }
            }
        }
        if (refusals.isEmpty()) {
            check(draft, refusals);
        }
        if (!refusals.isEmpty()) {
            throw new RefusedException(
                    batch.looksOn() ? new Refusal.OfSteps(refusals) : refusals.getFirst());
        }
        Optional<JobId> first = parts.stream().findFirst().map(Applied.Part::job);
        return new Decision.Answer(first, Optional.empty(), parts);
    }

    /// Checks what must hold of all of them together.
    private static void check(Draft draft, List<Refusal.OfStep> refusals) {
        for (Draft.Check check : draft.checks()) {
            try {
                check.check().run();
            } catch (RefusedException refused) {
                refusals.add(new Refusal.OfStep(check.step(), refused.refusal()));
                if (refusals.size() == REFUSALS_MAX) {
                    return;
                }
            }
        }
    }

    /// Carries out a step; empty if it is about no job.
    private Optional<Applied.Part> part(Draft draft, Command.Plain command, Moment now, Undo undo) {
        Optional<JobName> before = nameOf(jobOf(command));
        Decision.Answer answer = one(draft, command, now, undo);
        return answer.about()
                .map(job -> {
                    JobName name = nameOf(answer.about()).or(() -> before).orElseThrow();
                    return new Applied.Part(job, name, answer.run());
                });
    }

    private Decision.Answer one(Draft draft, Command.Plain command, Moment now, Undo undo) {
        jobsOf(command).forEach(undo::remember);
        Decision.Answer answer = doer.carryOut(draft, command, now);
        answer.about().ifPresent(undo::rememberNew);
        return answer;
    }

    private Optional<JobName> nameOf(Optional<JobId> job) {
        return job.map(book::find).map(entry -> entry.name);
    }

    private static Command.Plain commandOf(
            Command.Step step, List<Applied.Part> before, Draft draft) {
        return switch (step) {
            case Command.Step.Of(Command.Plain command) -> command;
            case Command.Step.OfMade(int maker, Command.Plain command) ->
                    about(draft.job(before.get(maker).job()).orElseThrow(), command);
        };
    }

    private static Command.Plain about(Job job, Command.Plain command) {
        return switch (command) {
            case Command.Update it -> new Command.Update(job, it.definition(), it.by());
            case Command.Remove it ->
                    new Command.Remove(job.id(), it.revision(), it.stop(), it.by());
            case Command.Pause it ->
                    new Command.Pause(job.id(), it.revision(), it.paused(), it.until(), it.by());
            case Command.SkipNext it ->
                    new Command.SkipNext(job.id(), it.revision(), it.times(), it.by());
            case Command.Add _,
                    Command.Prune _,
                    Command.OfGroups _,
                    Command.OfCalendars _,
                    Command.OfRuns _,
                    Command.Batch _ ->
                    throw new IllegalArgumentException("not about a job: " + command);
        };
    }

    /// Returns the jobs that a command may change.
    private List<JobId> jobsOf(Command.Plain command) {
        return command instanceof Command.OfCalendars change
                ? book.usersOf(change.name()).stream().map(job -> job.id).toList()
                : jobOf(command).stream().toList();
    }

    private static Optional<JobId> jobOf(Command.Plain command) {
        return switch (command) {
            case Command.Add _, Command.OfGroups _, Command.OfCalendars _ -> Optional.empty();
            case Command.Update update -> Optional.of(update.base().id());
            case Command.Remove remove -> Optional.of(remove.job());
            case Command.Pause pause -> Optional.of(pause.job());
            case Command.SkipNext skip -> Optional.of(skip.job());
            case Command.OfRuns change -> Optional.of(change.job());
            case Command.Prune _, Command.Batch _ ->
                    throw new IllegalArgumentException("not to be undone: " + command);
        };
    }
}
