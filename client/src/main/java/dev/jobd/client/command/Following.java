package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import dev.jobd.wire.Json;
import picocli.CommandLine.ParseResult;

/// Follows a run to its end, with its output or without.
///
/// @param run which
/// @param hasOutput whether its output is shown
/// @param isRaw whether byte for byte
record Following(String run, boolean hasOutput, boolean isRaw) {

    /// Returns one that shows the output as the options say.
    static Following of(ParseResult words, String run) {
        return new Following(run, true, words.hasMatchedOption("--raw"));
    }

    /// Returns one that only waits.
    static Following silent(String run) {
        return new Following(run, false, false);
    }

    /// Waits for the end, says how it ended if it did not succeed, and returns the run's own code.
    int untilEnd(Session session) {
        Json.Builder args = Json.object().put("run", run).put("follow", true);
        if (!hasOutput) {
            args.put("stream", "none");
        }
        LogOutput output = new LogOutput(session, isRaw);
        Json.Obj ended = session.client().follow("log", args.build(), output::accept);
        if (!session.isJson()) {
            tell(ended, session.console());
        }
        return ExitCode.of(ended);
    }

    private void tell(Json.Obj ended, Console console) {
        String state = ended.findText("state").orElse("lost");
        if (!state.equals("succeeded")) {
            String how = JobWords.outcome(state, ended).text();
            String why = JobWords.reason(ended).map(text -> ": " + text).orElse("");
            console.notice(run + " " + how + why);
        }
    }
}
