package dev.jobd.daemon.schedule;

import dev.jobd.model.Calendar;
import dev.jobd.model.JobId;
import dev.jobd.model.Occurrences;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The calendars by name.
final class Calendars {
    private final Map<String, Calendar> calendars = new TreeMap<>();

    /// Makes a calendar known, or gives it other days.
    void define(Calendar calendar) {
        calendars.put(calendar.name(), calendar);
    }

    /// Forgets a calendar.
    void remove(String name) {
        calendars.remove(name);
    }

    /// Has all calendars be these.
    void defineAll(List<Calendar> all) {
        calendars.clear();
        all.forEach(this::define);
    }

    /// Returns all, by name.
    List<Calendar> all() {
        return List.copyOf(calendars.values());
    }

    /// Returns the names of all, sorted.
    List<String> names() {
        return List.copyOf(calendars.keySet());
    }

    Optional<Calendar> find(String name) {
        return Optional.ofNullable(calendars.get(name));
    }

    /// Returns when a job with such a schedule is due.
    Occurrences occurrences(JobId job, Schedule schedule, Timing timing) {
        return Occurrences.of(job, schedule, timing, of(timing));
    }

    /// Returns those that a timing names.
    List<Calendar> of(Timing timing) {
        return timing.except().stream().flatMap(name -> find(name).stream()).toList();
    }
}
