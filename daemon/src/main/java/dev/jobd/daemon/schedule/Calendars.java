package dev.jobd.daemon.schedule;

import dev.jobd.model.Calendar;
import dev.jobd.model.JobId;
import dev.jobd.model.Occurrences;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The calendars by name.
final class Calendars {
    /// How many days in a row are kept, at most, of all that jobs leave out together.
    private static final int DAYS_KEPT_MAX = 200_000;

    private final Map<String, Calendar> calendars = new TreeMap<>();

    /// What several calendars have together, by their names as jobs have them: many jobs have the
    /// same, and each due time asks for it.
    private final Map<List<String>, List<Calendar.Days>> unions = new HashMap<>();

    private int daysKept;

    private int entries;

    /// Makes a calendar known, or gives it other days.
    void define(Calendar calendar) {
        forgetUnions();
        entries += calendar.days().size() - entriesOf(calendar.name());
        calendars.put(calendar.name(), calendar);
    }

    /// Forgets a calendar.
    void remove(String name) {
        forgetUnions();
        entries -= entriesOf(name);
        calendars.remove(name);
    }

    /// Has all calendars be these.
    void defineAll(List<Calendar> all) {
        forgetUnions();
        calendars.clear();
        entries = 0;
        all.forEach(this::define);
    }

    /// Returns how many entries all but this one have together.
    int entriesBut(String name) {
        return entries - entriesOf(name);
    }

    private int entriesOf(String name) {
        return find(name).map(it -> it.days().size()).orElse(0);
    }

    private void forgetUnions() {
        unions.clear();
        daysKept = 0;
    }

    /// Returns all, by name.
    List<Calendar> all() {
        return List.copyOf(calendars.values());
    }

    /// Returns the names of all, sorted.
    List<String> names() {
        return List.copyOf(calendars.keySet());
    }

    /// Returns how many there are.
    int count() {
        return calendars.size();
    }

    Optional<Calendar> find(String name) {
        return Optional.ofNullable(calendars.get(name));
    }

    /// Returns when a job with such a schedule is due.
    Occurrences occurrences(JobId job, Schedule schedule, Timing timing) {
        return new Occurrences(schedule, timing, timing.offset(job), excepted(timing));
    }

    /// Returns when a job without a number is due, which has no jitter.
    Occurrences unmoved(Schedule schedule, Timing timing) {
        return new Occurrences(schedule, timing, Duration.ZERO, excepted(timing));
    }

    private List<Calendar.Days> excepted(Timing timing) {
        List<String> names = timing.except();
        if (names.size() < 2) {
            return Calendar.union(named(names));
        }
        List<Calendar.Days> known = unions.get(names);
        if (known != null) {
            return known;
        }
        List<Calendar.Days> days = Calendar.union(named(names));
        if (daysKept + days.size() > DAYS_KEPT_MAX) {
            forgetUnions();
        }
        unions.put(names, days);
        daysKept += days.size();
        return days;
    }

    private List<Calendar> named(List<String> names) {
        return names.stream().flatMap(name -> find(name).stream()).toList();
    }
}
