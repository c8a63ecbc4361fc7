package dev.jobd.tui.state;

import dev.jobd.tui.state.JobRow.Counts;
import dev.jobd.tui.state.JobRow.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Jobs for tests, at one fixed moment.
public final class Rows {

    public static final Instant NOW = Instant.parse("2026-11-23T07:41:49Z");

    private Rows() {}

    /// A job that waits, never ran, and is due in some seconds.
    public static JobRow waiting(long number, String name, long dueInSeconds) {
        return row(number, name, "waiting", dueInSeconds, null, null, Counts.NONE);
    }

    public static JobRow ok(long number, String name, long dueInSeconds) {
        return row(
                number, name, "waiting", dueInSeconds, null, last("succeeded", 0), counts(99, 1));
    }

    public static JobRow failed(long number, String name, long dueInSeconds) {
        return row(number, name, "waiting", dueInSeconds, null, last("failed", 1), counts(10, 1));
    }

    public static JobRow late(long number, String name) {
        Instant due = NOW.minusSeconds(130);
        ActiveRun run = new ActiveRun(1182, 0, due, null, 0, "slot");
        return row(number, name, "queued", 500, run, last("succeeded", 0), counts(97, 3));
    }

    public static JobRow running(long number, String name) {
        ActiveRun run = new ActiveRun(1182, 1, null, NOW.minusSeconds(760), 4211, "");
        return row(number, name, "running", 1091, run, last("succeeded", 0), counts(99, 1));
    }

    public static JobRow paused(long number, String name) {
        return row(number, name, "paused", 500, null, last("killed", 137), counts(12, 88));
    }

    /// A job that is paused and resumes by itself.
    public static JobRow pausedUntil(long number, String name, Instant until) {
        return with(paused(number, name), new Pause(true, until, "3 failures in a row"), 0);
    }

    /// A job whose next due times are skipped.
    public static JobRow skipping(long number, String name, long skips) {
        return with(ok(number, name, 191), Pause.OFF, skips);
    }

    private static JobRow with(JobRow row, Pause pause, long skips) {
        return new JobRow(
                row.number(),
                row.name(),
                row.status(),
                pause,
                row.schedule(),
                row.next(),
                skips,
                row.group(),
                row.command(),
                row.active(),
                row.last(),
                row.counts());
    }

    /// A job in any of the daemon's states.
    public static JobRow in(String status, long number, String name) {
        ActiveRun run = new ActiveRun(3, 2, NOW, null, 0, status.equals("queued") ? "slot" : "");
        boolean active = List.of("queued", "stopping", "retry-wait", "starting").contains(status);
        return row(
                number, name, status, 60, active ? run : null, last("timed-out", 0), Counts.NONE);
    }

    private static JobRow row(
            long number,
            String name,
            String status,
            long dueInSeconds,
            @Nullable ActiveRun active,
            @Nullable LastRun last,
            Counts counts) {
        return new JobRow(
                number,
                name,
                status,
                status.equals("paused") ? new Pause(true, null, "") : Pause.OFF,
                "every " + number + "m",
                NOW.plusSeconds(dueInSeconds),
                0,
                "default",
                "/opt/" + name + "/run.sh --since 1h",
                active,
                last,
                counts);
    }

    private static LastRun last(String outcome, int exit) {
        return new LastRun(1181, outcome, exit, NOW.minusSeconds(720), Duration.ofMillis(242_100));
    }

    private static Counts counts(long ok, long failed) {
        return new Counts(ok, failed, 0);
    }

    /// One of everything, with names that are hard to show.
    public static List<JobRow> sample() {
        List<JobRow> rows = new ArrayList<>();
        rows.add(failed(1, "db-backup", 66_000));
        rows.add(late(2, "cert-renew"));
        rows.add(running(3, "etl-hourly"));
        rows.add(ok(4, "heartbeat", 4));
        rows.add(ok(5, "thumbs-of-every-picture-in-the-whole-archive", 191));
        rows.add(ok(6, "log-rotate", 58_700));
        rows.add(ok(7, "日本語の仕事 ✅", 170_000));
        rows.add(waiting(8, "migrate-2027", 39 * 86_400 + 7_500));
        rows.add(paused(9, "cleanup-tmp"));
        rows.add(in("queued", 10, "mail-queue"));
        rows.add(in("retry-wait", 11, "sync-s3"));
        rows.add(in("stopping", 12, "evil\u001b[31m\u202Ename"));
        rows.add(in("finished", 13, "once"));
        rows.add(in("idle", 14, "by-hand"));
        rows.add(pausedUntil(15, "import-legacy", NOW.plusSeconds(22_691)));
        rows.add(skipping(16, "report-weekly", 2));
        return rows;
    }
}
