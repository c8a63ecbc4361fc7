package dev.jobd.model;

/// What a person says of a job: everything that an edit can change.
public record JobDefinition(
        JobName name, ProcessSpec process, Schedule schedule, Policies policies) {

    /// Returns the same definition with another schedule.
    public JobDefinition withSchedule(Schedule other) {
        return new JobDefinition(name, process, other, policies);
    }

    /// Returns the same definition under another name.
    public JobDefinition withName(JobName other) {
        return new JobDefinition(other, process, schedule, policies);
    }
}
