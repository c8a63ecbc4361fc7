package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Handler;
import java.util.HashMap;
import java.util.Map;

/// Which handler answers which operation.
public final class Handlers {
    private Handlers() {}

    /// Returns a handler for each operation, by its name.
    public static Map<String, Handler> table(HandlerParts parts) {
        Mutation mutation = new Mutation(parts);
        AddHandler add = new AddHandler(parts, mutation);
        UpdateHandler update = new UpdateHandler(parts, mutation);
        RemoveHandler remove = new RemoveHandler(mutation);
        PauseHandler pause = new PauseHandler(mutation, true);
        PauseHandler resume = new PauseHandler(mutation, false);
        SkipNextHandler skipNext = new SkipNextHandler(mutation);
        Map<String, JobChange> changes =
                Map.of(
                        "update", update,
                        "remove", remove,
                        "pause", pause,
                        "resume", resume,
                        "skip_next", skipNext);
        Map<String, Handler> table = new HashMap<>(groups(parts, mutation));
        table.putAll(runs(parts, mutation));
        table.putAll(aboutDaemon(parts));
        table.putAll(
                Map.ofEntries(
                        Map.entry("list", new ListHandler(parts)),
                        Map.entry("get", new GetHandler(parts)),
                        Map.entry("check", new CheckHandler(parts)),
                        Map.entry("add", add),
                        Map.entry("update", update),
                        Map.entry("remove", remove),
                        Map.entry("pause", pause),
                        Map.entry("resume", resume),
                        Map.entry("skip_next", skipNext),
                        Map.entry("trigger", new TriggerHandler(mutation)),
                        Map.entry("batch", new BatchHandler(parts, mutation, add, changes)),
                        Map.entry("stage", new StageHandler()),
                        Map.entry("apply", new ApplyHandler(parts, mutation)),
                        Map.entry("subscribe", new SubscribeHandler(parts)),
                        Map.entry("unsubscribe", new UnsubscribeHandler()),
                        Map.entry("backup", new BackupHandler(parts)),
                        Map.entry("verify", new VerifyHandler(parts))));
        return Map.copyOf(table);
    }

    private static Map<String, Handler> runs(HandlerParts parts, Mutation mutation) {
        return Map.ofEntries(
                Map.entry("runs", new RunsHandler(parts)),
                Map.entry("run", new RunHandler(parts)),
                Map.entry("explain", new ExplainHandler(parts)),
                Map.entry("stop", new StopHandler(mutation)),
                Map.entry("hold", new HoldHandler(mutation, true)),
                Map.entry("release", new HoldHandler(mutation, false)),
                Map.entry("suspend", new SuspendHandler(mutation, true)),
                Map.entry("cont", new SuspendHandler(mutation, false)),
                Map.entry("retry", new RetryHandler(mutation)),
                Map.entry("job_stats", new JobStatsHandler(parts)),
                Map.entry("clean", new CleanHandler(parts, mutation)),
                Map.entry("log", new LogHandler(parts)));
    }

    private static Map<String, Handler> aboutDaemon(HandlerParts parts) {
        return Map.of(
                "hello", new HelloHandler(parts),
                "ping", new PingHandler(parts),
                "describe", new DescribeHandler(),
                "stats", new StatsHandler(parts),
                "metrics", new MetricsHandler(parts),
                "reload", new ReloadHandler(parts),
                "shutdown", new ShutdownHandler(parts));
    }

    private static Map<String, Handler> groups(HandlerParts parts, Mutation mutation) {
        return Map.ofEntries(
                Map.entry("groups", new GroupsHandler(parts)),
                Map.entry("group_add", GroupChangeHandler.add(mutation)),
                Map.entry("group_set", GroupChangeHandler.set(mutation)),
                Map.entry("group_remove", GroupChangeHandler.remove(mutation)),
                Map.entry("group_pause", GroupChangeHandler.pause(mutation)),
                Map.entry("group_resume", GroupChangeHandler.resume(mutation)),
                Map.entry("calendars", new CalendarHandler(parts, true)),
                Map.entry("calendar", new CalendarHandler(parts, false)),
                Map.entry("calendar_set", new CalendarChangeHandler(mutation, false)),
                Map.entry("calendar_remove", new CalendarChangeHandler(mutation, true)),
                Map.entry("limit_runs", new LimitHandler(parts, mutation)),
                Map.entry("locks", new LocksHandler(parts)));
    }
}
