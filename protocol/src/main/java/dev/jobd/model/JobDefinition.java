package dev.jobd.model;

/// What a person says of a job: everything that an edit can change.
public record JobDefinition(
        JobName name, ProcessSpec process, Schedule schedule, Policies policies, Notes notes) {

    /// Makes one without notes.
    public JobDefinition(JobName name, ProcessSpec process, Schedule schedule, Policies policies) {
        this(name, process, schedule, policies, Notes.NONE);
    }

    /// Returns the same definition with another schedule.
    public JobDefinition withSchedule(Schedule other) {
        return new JobDefinition(name, process, other, policies, notes);
    }

    /// Returns the same definition under another name.
    public JobDefinition withName(JobName other) {
        return new JobDefinition(other, process, schedule, policies, notes);
    }

    /// Returns the same definition with other notes.
    public JobDefinition withNotes(Notes other) {
        return new JobDefinition(name, process, schedule, policies, other);
    }
}
