package dev.jobd.tui.state;

import java.util.List;

/// A field of the form that makes or changes a job.
public enum FormField {
    NAME("name", "Name", "absent: after its program and number, as make-17"),
    COMMAND("command", "Command *", "as you would type it: program and arguments"),
    SHELL("shell", "Through sh", "a shell line, with | and > and $", "no", "yes"),
    SCHEDULE(
            "kind",
            "Schedule",
            "",
            "every",
            "every, from finish",
            "cron",
            "cron, with seconds",
            "once",
            "after",
            "after one of",
            "by hand",
            "now"),
    WHEN(
            "when",
            "When",
            "every: 5m, 1h30m; cron: 30 2 * * 1-5, @daily; once: 14:00, in 3h; after: build lint:any"),
    GROUP("group", "Group", "the queue whose slots its runs take"),
    PRIORITY("priority", "Priority", "-1000 to 1000, the higher starts first"),
    WEIGHT("weight", "Weight", "slots of its group that a run takes"),
    LOCKS("locks", "Locks", "jobs that share one never run together: db disk"),
    MAX_LOAD("max_load", "Max load", "starts only while the load is below: 1.5; empty: any"),
    RETRIES("retries", "Retries", "attempts after the first"),
    RETRY_DELAY("retry_delay_ms", "Retry delay", "before each of them: 10s"),
    TIMEOUT("timeout_ms", "Timeout", "of an attempt: 30m; empty: none"),
    STOP_SIGNAL(
            "stop_signal", "Stop signal", "", "TERM", "INT", "HUP", "QUIT", "USR1", "USR2", "KILL"),
    GRACE("grace_ms", "Grace", "from that signal to KILL: 10s"),
    ON_RESTART(
            "on_daemon_restart",
            "If jobd restarts",
            "what becomes of a run that outlived jobd",
            "adopt",
            "kill",
            "requeue"),
    DIRECTORY("dir", "Directory", "an absolute path; empty: the daemon's home"),
    ENVIRONMENT("env", "Environment", "A=1 B='two words'; *** stays as it is"),
    UMASK("umask", "Umask", "octal, as 0022"),
    KEEP_RUNS("keep_runs", "Keep runs", "how many runs stay in the history"),
    KEEP_FOR("keep_for_ms", "Keep for", "how long they stay: 90d"),
    ENVIRONMENT_FILE("env_file", "Env file", "read at each start: A=1 a line, mode 600"),
    JITTER("jitter_ms", "Jitter", "later by less than this, always the same: 5m; empty: none"),
    STARTS("starts", "Starts", "nothing is due before: 2026-12-01 08:00; empty: any time"),
    ENDS("ends", "Ends", "nothing is due then or later: 2026-12-31; empty: never"),
    MAX_RUNS("max_runs", "Max runs", "so many runs by the schedule and no more; empty: any"),
    BETWEEN("between", "Between", "due only then: 08:00-18:00, 22:00-06:00; empty: all day"),
    EXCEPT("except", "Except", "calendars on whose days nothing is due: holidays"),
    ZONE("tz", "Time zone", "of cron, between and except: Europe/Vienna; empty: jobd's"),
    OVERLAP("overlap", "Overlap", "due while it runs: skip, queue, queue-all:5, replace, allow:2"),
    MISFIRE("misfire", "Missed times", "", "once", "skip", "all"),
    CATCHUP_WINDOW("catchup_window_ms", "Catch up", "what was missed no longer ago than: 24h"),
    START_WITHIN("start_within_ms", "Start within", "of its due time, or not at all: 10m"),
    DEADLINE("deadline_ms", "Deadline", "of all attempts, from the due time: 2h"),
    WARN_AFTER("warn_after_ms", "Warn after", "an attempt that takes longer is slow: 20m"),
    LEAVE_CHILDREN(
            "leave_children", "Leave children", "what it leaves running goes on", "no", "yes"),
    RETRY_FACTOR("retry_factor", "Retry factor", "each delay so many times the last: 2, 1.5"),
    RETRY_MAX_DELAY("retry_max_delay_ms", "Longest delay", "before a retry: 10m; empty: none"),
    RETRY_JITTER("retry_jitter", "Retry jitter", "", "none", "full"),
    RETRY_ON("retry_on", "Retry on", "fail, timeout, lost, not-started, codes: fail,75,100-110"),
    NO_RETRY_ON("no_retry_on", "But not on", "of these: 2,64-78"),
    SUCCESS_CODES("success_codes", "Success codes", "beside 0: 3,10-12"),
    SNOOZE_CODE("snooze_code", "Snooze code", "asks for another start and is no failure: 75, none"),
    PAUSE_AFTER(
            "pause_after_failures", "Pause after", "so many failed runs in a row; empty: never"),
    DESCRIPTION("description", "Description", "what it is for, in your words; empty: nothing");

    private final String id;
    private final String label;
    private final String hint;

    /// The words it can have, with `/` between them.
    private final String choices;

    FormField(String id, String label, String hint, String... choices) {
        this.id = id;
        this.label = label;
        this.hint = hint;
        this.choices = String.join("/", choices);
    }

    /// What a [FormContent] knows it by.
    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    /// What is to be typed, for the line that helps.
    public String hint() {
        return choices.isEmpty() ? hint : "Space: " + String.join(" / ", choices());
    }

    /// The words it can have, none when it takes any text.
    public List<String> choices() {
        return choices.isEmpty() ? List.of() : List.of(choices.split("/", -1));
    }

    /// The choice after another one, or before it.
    String choice(String now, int step) {
        List<String> all = choices();
        int index = Math.max(0, all.indexOf(now));
        return all.get(Math.floorMod(index + step, all.size()));
    }
}
