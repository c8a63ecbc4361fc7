package dev.jobd.daemon.schedule;

import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.RunId;
import java.util.List;

/// Why a command was not carried out.
public sealed interface Refusal {

    /// There is no such job (any more).
    record NoSuchJob(JobId job) implements Refusal {}

    /// There is no such run, or it is no longer kept.
    record NoSuchRun(RunId run) implements Refusal {}

    /// There is no such group.
    ///
    /// @param known the groups there are
    record NoSuchGroup(String group, List<String> known) implements Refusal {}

    /// There is a group of this name already.
    record GroupThere(String group) implements Refusal {}

    /// A group is needed.
    ///
    /// @param why by what
    record GroupInUse(String group, String why) implements Refusal {}

    /// There is no such calendar.
    ///
    /// @param field the argument that names it
    /// @param known the calendars there are
    record NoSuchCalendar(String field, String calendar, List<String> known) implements Refusal {}

    /// Jobs use a calendar.
    ///
    /// @param jobs the first of them, by name
    /// @param count how many do
    record CalendarInUse(String calendar, List<JobName> jobs, int count) implements Refusal {}

    /// There are as many calendars as there may be.
    ///
    /// @param most how many
    record TooManyCalendars(int most) implements Refusal {}

    /// All calendars together would have more entries than they may.
    ///
    /// @param most how many they may have
    /// @param left how many of them the others leave to this one
    record TooManyDays(int most, int left) implements Refusal {}

    /// What moves or restricts due times cannot be, or leaves none.
    ///
    /// @param field the member of the definition that is to be another
    record WrongTiming(String field, String message) implements Refusal {}

    /// Another job has this name.
    record NameTaken(JobName name, JobId holder) implements Refusal {}

    /// The job has another revision than the command says.
    record RevisionMismatch(JobId job, long expected, long actual) implements Refusal {}

    /// A run of the job has a process.
    record StillRunning(JobId job, RunId run) implements Refusal {}

    /// The run is over.
    record RunEnded(RunId run, String outcome) implements Refusal {}

    /// A run does not wait, so that nothing could keep it from starting.
    record NotWaiting(RunId run, String state) implements Refusal {}

    /// A run is not held that was to be released.
    record NotHeld(RunId run, String state) implements Refusal {}

    /// A run is not suspended that was to be continued.
    record NotSuspended(RunId run, String state) implements Refusal {}

    /// A run has no process that could get a signal.
    record NoProcess(RunId run, String state) implements Refusal {}

    /// The time of a schedule lies in the past.
    record PastTime(String message) implements Refusal {}

    /// The time at which a pause is to end lies in the past.
    record PastEnd(String message) implements Refusal {}

    /// The job will not be due by itself (any more).
    record NeverDue(JobId job) implements Refusal {}

    /// A schedule that only a new job can have.
    record OnlyForNewJobs(String message) implements Refusal {}

    /// Too much waits already.
    record TooMuch(String message) implements Refusal {}

    /// The memory of the daemon is nearly full of jobs.
    ///
    /// @param limit its limit in bytes
    record MemoryFull(long limit) implements Refusal {}

    /// Other jobs run after this one, so that it can be neither renamed nor removed.
    record IsParent(JobId job, String message) implements Refusal {}

    /// The key belongs to another request.
    record KeyTaken(String key) implements Refusal {}

    /// One step of a batch was refused, and so nothing of it was done.
    ///
    /// @param step which, counted from 0
    /// @param reason why
    record OfStep(int step, Refusal reason) implements Refusal {}

    /// Steps of a batch were refused, and so nothing of it was done.
    ///
    /// @param steps at least one, in order
    record OfSteps(List<OfStep> steps) implements Refusal {
        public OfSteps {
            steps = List.copyOf(steps);
        }
    }

    /// The daemon waits for what runs, to end then.
    record Draining() implements Refusal {}

    /// The daemon is going down.
    record ShuttingDown() implements Refusal {}

    /// Returns the sentence for a person.
    default String message() {
        return switch (this) {
            case NoSuchJob it -> "no job " + it.job();
            case NoSuchRun it -> "no run " + it.run();
            case NoSuchGroup it ->
                    "no group '" + it.group() + "'; there is " + String.join(", ", it.known());
            case GroupThere it -> message(it);
            case GroupInUse it -> "group '" + it.group() + "' cannot be removed: " + it.why();
            case NoSuchCalendar it -> message(it);
            case CalendarInUse it -> message(it);
            case TooManyCalendars it ->
                    "there are " + it.most() + " calendars, and there can be no more: remove one";
            case TooManyDays it ->
                    "all calendars together have at most "
                            + it.most()
                            + " entries, and the others leave "
                            + it.left()
                            + " to this one: give it fewer, or remove another";
            case WrongTiming it -> it.message();
            case IsParent it -> it.message();
            case NameTaken it -> "the name '" + it.name() + "' belongs to job " + it.holder();
            case RevisionMismatch it ->
                    "job " + it.job() + " is at revision " + it.actual() + ", not " + it.expected();
            case StillRunning it ->
                    "run " + it.run() + " is still running; stop it first, or remove with stop";
            case RunEnded it -> "run " + it.run() + " is over: " + it.outcome();
            case NotWaiting it -> message(it);
            case NotHeld it -> "run " + it.run() + " is " + it.state() + " and not held";
            case NotSuspended it -> "run " + it.run() + " is " + it.state() + " and not suspended";
            case NoProcess it -> "run " + it.run() + " is " + it.state() + " and has no process";
            case PastTime it -> it.message();
            case PastEnd it -> it.message();
            case NeverDue it ->
                    "job " + it.job() + " is not due by itself any more: there is nothing to skip";
            case OnlyForNewJobs it -> it.message();
            case TooMuch it -> it.message();
            case MemoryFull it -> message(it);
            case KeyTaken it -> "the key '" + it.key() + "' was used for another request";
            case OfStep it -> it.reason().message();
            case OfSteps it -> it.steps().getFirst().message();
            case Draining _ ->
                    "the daemon is draining: it ends when no run has a process any more, and takes"
                            + " no change until then but the stop of a run";
            case ShuttingDown _ -> "the daemon is shutting down";
        };
    }

    private static String message(MemoryFull refusal) {
        return "the daemon's memory ("
                + (refusal.limit() >> 20)
                + " MiB) is nearly full of jobs: remove some, or restart it (jobctl shutdown; running"
                + " jobs go on), since it takes more memory for more jobs at its start";
    }

    private static String message(GroupThere refusal) {
        return "there is a group '" + refusal.group() + "' already; set changes its slots";
    }

    private static String message(NotWaiting refusal) {
        return "run "
                + refusal.run()
                + " is "
                + refusal.state()
                + ": only a run that waits can be held; stop it, or pause its job";
    }

    private static String message(NoSuchCalendar refusal) {
        return "no calendar '"
                + refusal.calendar()
                + "'; there is "
                + (refusal.known().isEmpty() ? "none" : String.join(", ", refusal.known()));
    }

    private static String message(CalendarInUse refusal) {
        return "calendar '"
                + refusal.calendar()
                + "' cannot be removed: "
                + users(refusal.jobs(), refusal.count())
                + " its days; edit "
                + (refusal.count() == 1 ? "that job" : "those jobs")
                + " first";
    }

    private static String users(List<JobName> jobs, int count) {
        String names = String.join(", ", jobs.stream().map(JobName::text).toList());
        String more = count > jobs.size() ? " and " + (count - jobs.size()) + " more" : "";
        return count == 1 ? "job " + names + " leaves out" : "jobs " + names + more + " leave out";
    }
}
