package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Handler;
import java.util.Map;

/// Which handler answers which operation.
public final class Handlers {
    private Handlers() {}

    /// Returns a handler for each operation, by its name.
    public static Map<String, Handler> table(HandlerParts parts) {
        Mutation mutation = new Mutation(parts);
        return Map.ofEntries(
                Map.entry("hello", new HelloHandler(parts)),
                Map.entry("ping", new PingHandler(parts)),
                Map.entry("describe", new DescribeHandler()),
                Map.entry("stats", new StatsHandler(parts)),
                Map.entry("shutdown", new ShutdownHandler(parts)),
                Map.entry("list", new ListHandler(parts)),
                Map.entry("get", new GetHandler(parts)),
                Map.entry("check", new CheckHandler(parts)),
                Map.entry("add", new AddHandler(parts, mutation)),
                Map.entry("update", new UpdateHandler(parts, mutation)),
                Map.entry("remove", new RemoveHandler(parts, mutation)),
                Map.entry("pause", new PauseHandler(parts, mutation, true)),
                Map.entry("resume", new PauseHandler(parts, mutation, false)),
                Map.entry("trigger", new TriggerHandler(parts, mutation)),
                Map.entry("runs", new RunsHandler(parts)),
                Map.entry("run", new RunHandler(parts)),
                Map.entry("stop", new StopHandler(parts, mutation)),
                Map.entry("log", new LogHandler(parts)),
                Map.entry("backup", new BackupHandler(parts)),
                Map.entry("verify", new VerifyHandler(parts)));
    }
}
