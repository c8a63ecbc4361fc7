package dev.jobd.daemon.schedule;

import dev.jobd.model.Calendar;
import dev.jobd.model.JobName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes, changes and removes calendars. Each method either changes the book and the draft, or
/// throws [RefusedException] before it has changed anything.
final class CalendarEditor {
    /// How many calendars there may be.
    static final int CALENDARS_MAX = 1_000;

    /// How many entries all calendars may have together: they are kept in memory.
    static final int ENTRIES_MAX = 100_000;

    /// How many of the jobs that use a calendar are named.
    private static final int NAMED = 5;

    private final Book book;
    private final Ticker ticker;

    CalendarEditor(Book book, Ticker ticker) {
        this.book = book;
        this.ticker = ticker;
    }

    Decision.Answer change(Draft draft, Command.OfCalendars command, Moment now) {
        switch (command) {
            case Command.SetCalendar set -> set(draft, set.calendar(), now);
            case Command.RemoveCalendar remove -> remove(draft, remove.name());
        }
        return Decision.Answer.DONE;
    }

    /// What was due until now was due by the days as they were; what comes is computed from now.
    private void set(Draft draft, Calendar calendar, Moment now) {
        Optional<Calendar> before = book.calendars.find(calendar.name());
        if (before.equals(Optional.of(calendar))) {
            return;
        }
        requireRoom(calendar, before);
        List<JobEntry> users = book.usersOf(calendar.name());
        users.forEach(job -> ticker.settle(draft, job, now));
        book.calendars.define(calendar);
        draft.put(calendar);
        for (JobEntry job : users) {
            Optional<Instant> next = book.nextDueOnOtherDays(job, now.wall());
            if (!next.equals(job.state.nextDue())) {
                draft.state(job, job.state.withNextDue(next));
                book.queueDue(job);
            }
        }
    }

    private void requireRoom(Calendar calendar, Optional<Calendar> before) {
        if (before.isEmpty() && book.calendars.count() >= CALENDARS_MAX) {
            throw new RefusedException(new Refusal.TooManyCalendars(CALENDARS_MAX));
        }
        int left = Math.max(0, ENTRIES_MAX - book.calendars.entriesBut(calendar.name()));
        if (calendar.days().size() > left) {
            throw new RefusedException(new Refusal.TooManyDays(ENTRIES_MAX, left));
        }
    }

    private void remove(Draft draft, String name) {
        if (book.calendars.find(name).isEmpty()) {
            throw new RefusedException(
                    new Refusal.NoSuchCalendar("calendar", name, book.calendars.names()));
        }
        List<JobEntry> users = book.usersOf(name);
        if (!users.isEmpty()) {
            List<JobName> named =
                    users.stream()
                            .sorted(Comparator.comparing(job -> job.id))
                            .limit(NAMED)
                            .map(job -> job.name)
                            .toList();
            throw new RefusedException(new Refusal.CalendarInUse(name, named, users.size()));
        }
        book.calendars.remove(name);
        draft.removeCalendar(name);
    }
}
