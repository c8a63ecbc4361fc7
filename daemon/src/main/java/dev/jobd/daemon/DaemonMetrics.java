package dev.jobd.daemon;

import dev.jobd.daemon.event.CommitSignal;
import dev.jobd.daemon.event.RunCounts;
import dev.jobd.daemon.metrics.Histogram;
import dev.jobd.daemon.metrics.PrometheusText;
import dev.jobd.daemon.schedule.SchedulerLoop;
import dev.jobd.daemon.server.ControlServer;
import dev.jobd.daemon.server.ServerCounts;
import dev.jobd.daemon.server.handler.HandlerParts;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreStats;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.mapdb.MapDbStore;
import dev.jobd.model.RunState;
import dev.jobd.wire.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// All that can be measured of a daemon, gathered when somebody asks.
///
/// No label names a job: jobs come and go by the thousand, and each would be a series for ever.
/// What became of a job's runs its history knows.
final class DaemonMetrics implements HandlerParts.Metrics {
    private final Instant started;
    private final RunCounts runs;
    private final StoreMeter storeMeter;
    private final Parts parts;

    /// What is written into the journal.
    record StoreMeter(Histogram syncs, LongAdder bytes) {
        StoreMeter() {
            this(Histogram.ofShort(), new LongAdder());
        }

        MapDbStore.Meter meter() {
            return new MapDbStore.Meter(syncs, bytes);
        }
    }

    /// What is looked at.
    record Parts(Store store, SchedulerLoop loop, ControlServer server, CommitSignal commits) {}

    DaemonMetrics(Instant started, RunCounts runs, StoreMeter storeMeter, Parts parts) {
        this.started = started;
        this.runs = runs;
        this.storeMeter = storeMeter;
        this.parts = parts;
    }

    @Override
    public Map<String, Long> counters() {
        ServerCounts server = parts.server().counts();
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("runs_started", runs.started());
        runs.ended()
                .forEach((outcome, count) -> all.put("runs_" + outcome.replace('-', '_'), count));
        all.put("runs_slow", runs.slow());
        all.put("runs_late", runs.late());
        all.put("connections", server.connections());
        all.put("connections_refused", server.connectionsRefused());
        all.put("requests", server.requestsTotal());
        all.put("requests_refused", server.refusedTotal());
        return all;
    }

    @Override
    public String text() {
        PrometheusText text = new PrometheusText();
        text.gauges(
                "jobd_build_info",
                "The version of the daemon; always 1.",
                "version",
                Map.of(Version.NUMBER, 1));
        process(text);
        runs(text);
        server(text);
        store(text);
        text.histogram(
                "jobd_scheduler_turn_seconds",
                "How long the turns of the deciding thread took.",
                parts.loop().turns());
        text.gauge(
                "jobd_scheduler_commands_waiting",
                "Commands that wait for the deciding thread.",
                parts.loop().commandsWaiting());
        return text.toString();
    }

    private void process(PrometheusText text) {
        text.gauge(
                "process_start_time_seconds",
                "When the daemon was started, in seconds since 1970.",
                started.toEpochMilli() / 1e3);
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(cpu ->
                        text.counter(
                                "process_cpu_seconds_total",
                                "Processor time of the daemon, without its jobs.",
                                cpu.toMillis() / 1e3));
        Runtime runtime = Runtime.getRuntime();
        text.gauge(
                "jobd_heap_used_bytes",
                "Heap in use, with what is to be collected.",
                runtime.totalMemory() - runtime.freeMemory());
        text.gauge("jobd_heap_max_bytes", "The limit of the heap.", runtime.maxMemory());
    }

    private void runs(PrometheusText text) {
        text.counter(
                "jobd_runs_started_total", "Runs that had their first attempt.", runs.started());
        text.counter("jobd_attempts_started_total", "Attempts of runs.", runs.attempts());
        text.counters("jobd_runs_ended_total", "Runs that ended, by how.", "outcome", runs.ended());
        text.counter(
                "jobd_runs_slow_total",
                "Runs that took longer than their job's warn-after.",
                runs.slow());
        text.counter(
                "jobd_runs_late_total",
                "Runs that started later than runs.late_after allows.",
                runs.late());
        text.histogram(
                "jobd_run_start_delay_seconds",
                "How long after their due times runs started.",
                runs.delays());
        text.histogram(
                "jobd_attempt_duration_seconds",
                "How long the processes of attempts ran.",
                runs.durations());
    }

    private void server(PrometheusText text) {
        ControlServer server = parts.server();
        ServerCounts counts = server.counts();
        text.gauge("jobd_connections", "Open connections.", server.connections());
        text.counter(
                "jobd_connections_total", "Connections that were taken.", counts.connections());
        text.counter(
                "jobd_connections_refused_total",
                "Connections that were turned away.",
                counts.connectionsRefused());
        text.gauge("jobd_subscriptions", "Who is told of changes.", parts.commits().watchers());
        text.counters("jobd_requests_total", "Requests, by operation.", "op", counts.requests());
        text.counters(
                "jobd_requests_refused_total",
                "Requests that were refused, by the code of the error.",
                "code",
                counts.requestsRefused());
    }

    private void store(PrometheusText text) {
        StoreStats stats = parts.store().stats();
        text.counter("jobd_store_commits_total", "Commits since the store was made.", stats.seq());
        text.counter(
                "jobd_store_journal_written_bytes_total",
                "Bytes written into the journal.",
                storeMeter.bytes().sum());
        text.histogram(
                "jobd_store_sync_seconds",
                "How long it took to have the journal on disk.",
                storeMeter.syncs());
        text.gauge(
                "jobd_store_journal_bytes",
                "What a start would have to replay.",
                stats.journalBytes());
        text.gauge("jobd_store_files_bytes", "The files behind the journal.", stats.filesBytes());
        text.gauge(
                "jobd_store_trouble",
                "1 if the last checkpoint or start was not as it should be.",
                stats.trouble().isPresent() ? 1 : 0);
        try (StoreView view = parts.store().view()) {
            Map<String, Long> active = new TreeMap<>();
            view.activeRuns().forEach(run -> active.merge(word(run.state()), 1L, Long::sum));
            text.gauge("jobd_jobs", "Jobs there are.", view.counts().jobs());
            text.gauges("jobd_runs_active", "Runs that have not ended, by state.", "state", active);
            text.gauge("jobd_runs_kept", "Ended runs in the history.", view.counts().endedRuns());
        }
    }

    private static String word(RunState state) {
        return state.word();
    }
}
