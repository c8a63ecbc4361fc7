package dev.jobd.daemon.schedule;

import dev.jobd.model.Group;
import dev.jobd.model.Policies;
import java.time.Instant;
import java.util.Optional;

/// Makes, changes, pauses and removes groups. Each method either changes the book and the draft, or
/// throws [RefusedException] before it has changed anything.
final class GroupEditor {
    private final Book book;

    GroupEditor(Book book) {
        this.book = book;
    }

    Decision.Answer change(Draft draft, Command.OfGroups command, Moment now) {
        switch (command) {
            case Command.AddGroup add -> {
                if (book.admission.group(add.group()).isPresent()) {
                    throw new RefusedException(new Refusal.GroupThere(add.group()));
                }
                put(draft, new Group(add.group(), add.slots()));
            }
            case Command.SetGroup set -> put(draft, require(set.group()).withSlots(set.slots()));
            case Command.RemoveGroup remove -> remove(draft, remove.group());
            case Command.PauseGroup pause -> pause(draft, pause, now);
            case Command.Set set -> {
                book.admission.set(set.settings());
                draft.put(set.settings());
            }
        }
        return Decision.Answer.DONE;
    }

    /// Ends the pauses whose end has come, once all is decided that fell due in them.
    void endPauses(Draft draft, Moment now) {
        for (Group group : book.admission.groups()) {
            Optional<Instant> until = group.pause().flatMap(Group.Pause::until);
            if (until.isPresent()
                    && !until.get().isAfter(now.wall())
                    && book.due.earliest() > Book.micros(until.get())) {
                put(draft, group.withPause(Optional.empty()));
            }
        }
    }

    /// Returns when the next pause ends by itself, in microseconds since 1970, or `Long.MAX_VALUE`.
    long earliestEndMicros() {
        return book.admission.groups().stream()
                .flatMap(group -> group.pause().flatMap(Group.Pause::until).stream())
                .mapToLong(Book::micros)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void pause(Draft draft, Command.PauseGroup pause, Moment now) {
        pause.until().ifPresent(until -> Editor.requireFuture(until, now));
        Group group = require(pause.group());
        Instant since = group.pause().map(Group.Pause::since).orElse(now.wall());
        Optional<Group.Pause> wanted =
                pause.paused()
                        ? Optional.of(new Group.Pause(since, pause.until()))
                        : Optional.empty();
        if (!wanted.equals(group.pause())) {
            put(draft, group.withPause(wanted));
        }
    }

    private void remove(Draft draft, String name) {
        require(name);
        if (name.equals(Policies.DEFAULT_GROUP)) {
            throw inUse(name, "jobs that name no group are in it");
        }
        long jobs =
                book.jobs().stream()
                        .filter(job -> !job.removed && job.policies.group().equals(name))
                        .count();
        if (jobs > 0) {
            throw inUse(name, jobs == 1 ? "1 job is in it" : jobs + " jobs are in it");
        }
        if (!book.admission.isIdle(name)) {
            throw inUse(name, "runs of jobs that are gone are not over");
        }
        book.admission.remove(name);
        draft.removeGroup(name);
    }

    private void put(Draft draft, Group group) {
        book.admission.define(group);
        draft.put(group);
    }

    private Group require(String name) {
        return book.admission
                .group(name)
                .orElseThrow(() ->
                        new RefusedException(
                                new Refusal.NoSuchGroup(name, book.admission.names())));
    }

    private static RefusedException inUse(String name, String why) {
        return new RefusedException(new Refusal.GroupInUse(name, why));
    }
}
