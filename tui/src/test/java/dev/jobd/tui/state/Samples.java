package dev.jobd.tui.state;

import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Screens for tests, brought about by keys and the daemon's answers.
public final class Samples {

    private static final Instant NOW = Rows.NOW;

    private Samples() {}

    /// A run that ended.
    public static RunRow ended(long job, String name, long run, String state, long secondsAgo) {
        Instant end = NOW.minusSeconds(secondsAgo);
        boolean started = !List.of("skipped", "missed", "not-started").contains(state);
        Duration took = Duration.ofMillis(200 + run * 3_700 % 50_000);
        String reason =
                switch (state) {
                    case "skipped" -> "overlap: run " + (run - 1) + " is still active";
                    case "not-started" -> "command not found: evil\u001b[31m\u202Ename";
                    case "killed" -> "stopped by root";
                    default -> "";
                };
        return new RunRow(
                name,
                job,
                run,
                state,
                run % 5 == 0 ? "manual" : "schedule",
                run % 5 == 0 ? "root" : "",
                reason,
                new RunRow.Attempts(
                        started ? 1 : 0,
                        1,
                        0,
                        exit(state),
                        state.equals("signalled") ? "SEGV" : ""),
                new RunRow.Moments(
                        end.minus(took),
                        started ? end.minus(took) : null,
                        end,
                        null,
                        started ? took : null),
                started ? new RunRow.Usage(120 * run, 3_000_000 * run) : RunRow.Usage.UNKNOWN);
    }

    private static @Nullable Integer exit(String state) {
        return switch (state) {
            case "succeeded" -> 0;
            case "failed" -> 3;
            default -> null;
        };
    }

    /// A run that goes on.
    public static RunRow active(long job, String name, long run, String state, String reason) {
        boolean started = List.of("running", "stopping").contains(state);
        return new RunRow(
                name,
                job,
                run,
                state,
                "schedule",
                "",
                reason,
                new RunRow.Attempts(2, 3, started ? 4211 : 0, null, ""),
                new RunRow.Moments(
                        NOW.minusSeconds(800),
                        started ? NOW.minusSeconds(760) : null,
                        null,
                        state.equals("retry-wait") ? NOW.plusSeconds(42) : null,
                        null),
                RunRow.Usage.UNKNOWN);
    }

    /// Runs of one job, the newest first.
    public static List<RunRow> runs() {
        String[] states = {
            "succeeded",
            "failed",
            "skipped",
            "timed-out",
            "succeeded",
            "killed",
            "not-started",
            "signalled",
            "lost",
            "missed"
        };
        List<RunRow> runs = new ArrayList<>();
        runs.add(active(3, "etl-hourly", 1182, "running", ""));
        for (int i = 0; i < 30; i++) {
            String state = i < states.length ? states[i] : "succeeded";
            runs.add(ended(3, "etl-hourly", 1181 - i, state, 900 + 3600L * i));
        }
        return runs;
    }

    public static JobDetail detail() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", "etl-hourly");
        values.put("command", "python3 /opt/etl/run.py --since 1h");
        values.put("shell", "no");
        values.put("kind", "every");
        values.put("when", "1h");
        values.put("group", "default");
        values.put("priority", "5");
        values.put("retries", "2");
        values.put("retry_delay_ms", "30s");
        values.put("timeout_ms", "30m");
        values.put("stop_signal", "TERM");
        values.put("grace_ms", "10s");
        values.put("on_daemon_restart", "adopt");
        values.put("dir", "/opt/etl");
        values.put("env", "API_TOKEN=*** MODE=full");
        values.put("umask", "0022");
        values.put("keep_runs", "1000");
        values.put("keep_for_ms", "90d");
        Map<String, String> env = new LinkedHashMap<>();
        env.put("API_TOKEN", "***");
        env.put("MODE", "full");
        return new JobDetail(3, "etl-hourly", 4, NOW, NOW, values, env);
    }

    static List<Instant> next() {
        return List.of(
                NOW.plusSeconds(1091),
                NOW.plusSeconds(4691),
                NOW.plusSeconds(8291),
                NOW.plusSeconds(90_000));
    }

    public static List<LogLine> output() {
        List<LogLine> lines = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            lines.add(LogLine.of("batch " + i + "/140  rows=" + (420_000 + i * 3_877)));
        }
        lines.add(
                new LogLine(
                        "red and bold words",
                        List.of(
                                new LogLine.Look(0, 3, 1, false),
                                new LogLine.Look(8, 12, -1, true)),
                        "out",
                        false));
        lines.add(new LogLine("a warning", List.of(), "err", false));
        lines.add(LogLine.of("binary \u0000\u0001\u009b2J\u202E and 日本語 " + "x".repeat(300)));
        lines.add(LogLine.note("--- attempt 2 ---"));
        lines.add(LogLine.of("the last line"));
        return lines;
    }

    public static DaemonStats stats() {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        facts.put("jobs", Map.of("total", "14"));
        facts.put("paths", Map.of("state", "/var/lib/jobd"));
        return new DaemonStats(
                "jobd/0.1.0",
                4121,
                Duration.ofHours(300),
                List.of(
                        new DaemonStats.GroupRow("default", 8, 8, 2),
                        new DaemonStats.GroupRow("net", -1, 3, 0)),
                null,
                facts);
    }

    /// What a screen asks, answered.
    public static UiState answered(UiState state) {
        UiState asked = States.at(state, state.now(), new Msg.Tick()).state();
        UiState next = asked;
        for (int round = 0; round < 2; round++) {
            Screen top = next.screens().top();
            if (top == null) {
                return next;
            }
            for (Query query : top.queries(next)) {
                next = States.after(next, new Msg.Answered(query, answer(query)));
            }
        }
        return next;
    }

    static Answer answer(Query query) {
        return switch (query) {
            case Query.Job _ -> new Answer.Job(detail(), next());
            case Query.Runs(long _, var which, var _, int _) when which == Query.Which.ACTIVE ->
                    new Answer.Runs(
                            List.of(
                                    active(3, "etl-hourly", 1182, "running", ""),
                                    active(10, "mail-queue", 3, "queued", "waits for a slot"),
                                    active(11, "sync-s3", 9, "retry-wait", "attempt 1 failed 3")),
                            "");
            case Query.Runs _ -> new Answer.Runs(runs(), "more");
            case Query.Tail _ -> new Answer.Tail(output().subList(50, output().size()));
            case Query.Fires(var jobs, int _) -> {
                Map<Long, List<Instant>> fires = new LinkedHashMap<>();
                for (long job : jobs) {
                    List<Instant> times = new ArrayList<>();
                    for (long i = 0; i < 20; i++) {
                        times.add(NOW.plusSeconds(job * 100 + i * 60 * job));
                    }
                    fires.put(job, times);
                }
                yield new Answer.Fires(fires);
            }
            case Query.Stats() -> new Answer.Stats(stats());
            case Query.Check(int _, var content) ->
                    content.value("when").endsWith("x")
                            ? new Answer.Check(
                                    Map.of("when", "must be a duration such as 90s"), "", List.of())
                            : new Answer.Check(Map.of(), "every 1h", next());
        };
    }

    /// One job's screen, with all its answers.
    public static UiState detail(Size size) {
        return answered(States.press(onEtl(size), Named.ENTER));
    }

    /// The list with the cursor on a job that runs.
    public static UiState onEtl(Size size) {
        UiState state = States.press(States.live(size, Rows.sample()), Key.of('g'));
        while (state.table().selected() != 3) {
            state = States.press(state, Key.of('j'));
        }
        return state;
    }

    /// One of the views.
    public static UiState view(Size size, char key) {
        return answered(States.press(States.live(size, Rows.sample()), Key.of(key)));
    }

    /// The output of a run.
    public static UiState log(Size size, boolean ended) {
        UiState state = States.press(onEtl(size), Key.of('l'));
        state = States.after(state, new Msg.LogOpened(1, "/var/lib/jobd/logs/3/1182.1/out", 0, 1));
        state = States.after(state, new Msg.LogLines(1, output(), false));
        return ended ? States.after(state, new Msg.LogEnded(1, "failed 3", false)) : state;
    }

    /// The form for a new job, with a mistake in it.
    public static UiState form(Size size) {
        UiState state = States.type(States.live(size, Rows.sample()), "a");
        state = States.press(answered(state), Named.TAB);
        state = States.type(state, "/opt/backup.sh --inc");
        state = States.press(state, Named.TAB, Named.TAB, Named.TAB);
        return answered(due(States.type(state, "x")));
    }

    /// The form of a job that is changed.
    public static UiState edit(Size size) {
        UiState state = answered(States.press(onEtl(size), Key.of('e')));
        return answered(due(States.type(state, "-2")));
    }

    private static UiState due(UiState state) {
        return States.at(state, state.now().plus(FormScreen.REST), new Msg.Tick()).state();
    }
}
