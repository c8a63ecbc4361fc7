package dev.jobd.model;

/// What made a run.
public enum Trigger {
    /// Its schedule.
    SCHEDULE("schedule"),
    /// A person or a script, by hand.
    MANUAL("manual"),
    /// A due time that was missed.
    CATCHUP("catchup"),
    /// Somebody who wants what an earlier run did done again.
    RETRY("retry"),
    /// The end of runs of other jobs.
    PARENT("parent");

    private final String word;

    Trigger(String word) {
        this.word = word;
    }

    /// Tells whether the schedule of the job made the run, so that it counts as one of its.
    public boolean isOfSchedule() {
        return switch (this) {
            case SCHEDULE, CATCHUP, PARENT -> true;
            case MANUAL, RETRY -> false;
        };
    }

    /// Returns the word for it in the protocol, in lists and in documents.
    public String word() {
        return word;
    }
}
