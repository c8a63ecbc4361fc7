package dev.jobd.daemon.config;

import dev.jobd.model.Keep;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.OnRestart;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.Policies;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Schedule;
import dev.jobd.model.StopPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What jobs have that say nothing of it when they are made. Afterwards it is theirs: another value
/// here changes no job that is there.
public final class JobSettings {
    private static final Kind<Duration> LIMIT =
            new Kind.Length(Duration.ofSeconds(1), Schedule.LONGEST);
    private static final Kind<Duration> PAUSE = new Kind.Length(Duration.ZERO, Schedule.LONGEST);
    private static final Kind<String> OVERLAP =
            new Kind.Text(JobSettings::isOverlap, OverlapPolicy.RULE);

    /// All of them, by the member of a job that each sets.
    public static final SequencedMap<String, Setting<?>> BY_MEMBER = table();

    private JobSettings() {}

    private static boolean isOverlap(String text) {
        try {
            return OverlapPolicy.parse(text).text().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static SequencedMap<String, Setting<?>> table() {
        Policies usual = Policies.DEFAULT;
        String none = "none";
        SequencedMap<String, Setting<?>> all = new LinkedHashMap<>();
        all.put("timeout_ms", job("timeout", LIMIT, none, "How long an attempt may run."));
        all.put(
                "deadline_ms",
                job(
                        "deadline",
                        LIMIT,
                        none,
                        "How long after its due time a run with all its attempts must be over."));
        all.put(
                "start_within_ms",
                job(
                        "start_within",
                        LIMIT,
                        none,
                        "How long after its due time a run must have started, or is skipped."));
        all.put(
                "warn_after_ms",
                job(
                        "warn_after",
                        LIMIT,
                        none,
                        "How long an attempt may run before it is told to be slow."));
        putRules(all, usual);
        return Collections.unmodifiableSequencedMap(all);
    }

    private static void putRules(Map<String, Setting<?>> all, Policies usual) {
        all.put(
                "retries",
                Setting.of(
                        "jobs.retries",
                        new Kind.Whole(0, RetryPolicy.RETRIES_MAX),
                        0,
                        "Attempts after the first."));
        all.put(
                "retry_delay_ms",
                Setting.of(
                        "jobs.retry_delay",
                        PAUSE,
                        usual.retry().backoff().delay(),
                        "The pause before each of them."));
        all.put(
                "overlap",
                Setting.of(
                        "jobs.overlap",
                        OVERLAP,
                        usual.overlap().text(),
                        "What happens when a job is due while runs of it are active."));
        all.put(
                "misfire",
                Setting.of(
                        "jobs.misfire",
                        words(
                                Arrays.stream(MisfirePolicy.Kind.values())
                                        .map(MisfirePolicy.Kind::word)
                                        .toList()),
                        usual.misfire().kind().word(),
                        "How many of the due times are caught up that were missed by more than a minute."));
        all.put(
                "catchup_window_ms",
                Setting.of(
                        "jobs.catchup_window",
                        new Kind.Length(Duration.ZERO, Schedule.LONGEST),
                        usual.misfire().window(),
                        "What was missed longer ago is recorded and not run."));
        putHistory(all, usual);
    }

    private static void putHistory(Map<String, Setting<?>> all, Policies usual) {
        all.put(
                "grace_ms",
                Setting.of(
                        "jobs.grace",
                        PAUSE,
                        StopPolicy.DEFAULT.grace(),
                        "How long a stop waits between its signal and KILL."));
        all.put(
                "keep_runs",
                Setting.of(
                        "jobs.keep_runs",
                        new Kind.Whole(1, Keep.RUNS_MAX),
                        Keep.DEFAULT.runs(),
                        "How many runs stay in the history; failed ones until 5 times as many."));
        all.put(
                "keep_for_ms",
                Setting.of(
                        "jobs.keep_for",
                        new Kind.Length(Keep.SHORTEST, Schedule.LONGEST),
                        Keep.DEFAULT.time(),
                        "How long they stay after their end; failed ones 4 times as long."));
        all.put(
                "on_daemon_restart",
                Setting.of(
                        "jobs.on_daemon_restart",
                        words(Arrays.stream(OnRestart.values()).map(OnRestart::word).toList()),
                        usual.onRestart().word(),
                        "What becomes of a run that outlived the daemon."));
    }

    private static Setting<Duration> job(
            String key, Kind<Duration> kind, String none, String summary) {
        return Setting.without("jobs." + key, kind, none, summary);
    }

    private static Kind<String> words(List<String> words) {
        return new Kind.Word(words);
    }
}
