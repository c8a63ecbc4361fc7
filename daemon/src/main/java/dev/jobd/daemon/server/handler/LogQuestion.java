package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.process.RunLog;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.wire.Json;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What `log` asks for.
///
/// @param run which run
/// @param attempt the attempt to begin with; 0 if the run ended without one
/// @param onlyThat whether that attempt was named, so that no other is of interest
/// @param wantsData whether the output is wanted, or only the end
/// @param offset the byte to begin with
/// @param tail begin that many bytes before the end instead
/// @param max how many bytes at most
/// @param follow whether to go on until the run ends
record LogQuestion(
        RunId run,
        int attempt,
        boolean onlyThat,
        boolean wantsData,
        long offset,
        OptionalLong tail,
        long max,
        boolean follow) {

    static LogQuestion of(References.RunReference reference, Json.Obj args) {
        Json.Obj from = args.findObject("from").orElse(Json.Obj.EMPTY);
        OptionalInt named = reference.attempt();
        return new LogQuestion(
                reference.run().id(),
                named.orElseGet(() -> newest(reference.run())),
                named.isPresent(),
                !args.findText("stream").orElse("both").equals("none"),
                from.findInteger("offset").orElse(0),
                from.findInteger("tail"),
                args.findInteger("max").orElse(Long.MAX_VALUE),
                args.flag("follow"));
    }

    /// Returns the files of the attempt; empty if there are none yet.
    Optional<RunLog> log(LogDirectory logs) {
        return attempt == 0
                ? Optional.empty()
                : Optional.of(logs.log(run.attempt(attempt))).filter(RunLog::exists);
    }

    /// Returns the newest attempt that has output: of a run that waits for its next one, the last.
    private static int newest(Run run) {
        return switch (run.state()) {
            case RunState.Queued _, RunState.RetryWait _ ->
                    run.attempts().isEmpty() ? run.attempt() : run.attempts().getLast().number();
            case RunState.Starting _, RunState.Running _, RunState.Stopping _, RunState.Ended _ ->
                    run.attempt();
        };
    }
}
