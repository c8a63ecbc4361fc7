package dev.jobd.model;

/// What made a run.
public enum Trigger {
    /// Its schedule.
    SCHEDULE("schedule"),
    /// A person or a script, by hand.
    MANUAL("manual"),
    /// A due time that was missed.
    CATCHUP("catchup");

    private final String word;

    Trigger(String word) {
        this.word = word;
    }

    /// Returns the word for it in the protocol, in lists and in documents.
    public String word() {
        return word;
    }
}
