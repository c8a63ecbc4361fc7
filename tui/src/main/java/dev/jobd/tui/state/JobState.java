package dev.jobd.tui.state;

/// What a list row says about a job, in the order of the attention it asks for.
///
/// Every state has a mark and a word: colour alone never tells anything. The marks are ASCII
/// because prettier ones take two columns in some locales.
public enum JobState {
    FAILED('!', "failed"),
    LATE('~', "late"),
    QUEUED(':', "queued"),
    RETRYING('^', "retrying"),
    STOPPING('x', "stopping"),
    SUSPENDED('z', "suspended"),
    RUNNING('*', "running"),
    OK('+', "ok"),
    WAITING('.', "waiting"),
    PAUSED('=', "paused"),
    FINISHED('-', "finished"),
    UNKNOWN('?', "unknown");

    private final char mark;
    private final String word;

    JobState(char mark, String word) {
        this.mark = mark;
        this.word = word;
    }

    public char mark() {
        return mark;
    }

    public String word() {
        return word;
    }

    /// The state as far as it can be known without the daemon: what was happening may be over.
    public JobState withoutDaemon() {
        return switch (this) {
            case LATE, RETRYING, STOPPING, SUSPENDED, RUNNING, QUEUED -> UNKNOWN;
            case FAILED, OK, WAITING, PAUSED, FINISHED, UNKNOWN -> this;
        };
    }
}
