package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `logs`: prints the output of a run, and goes on with it as it grows.
final class LogsCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "logs [options] JOB[/RUN[.ATTEMPT]]")
                .example("jobctl logs sync            # the newest run")
                .example("jobctl logs -f sync         # as it grows, until the run ends")
                .example("jobctl logs -n 20 sync/12   # the last lines of run 12")
                .example("jobctl logs --raw sync/12.2 > file")
                .text(
                        "What could drive the terminal is left out or shown as an escape; --raw"
                                + " prints the bytes as they are. With -f a queued run is waited"
                                + " for, and retries are followed.")
                .end();
        Options.flag(spec, "go on until the run ends", "-f", "--follow");
        Options.value(spec, "N", "only the last N lines", "-n", "--lines");
        Options.flag(spec, "byte for byte", "--raw");
        Options.parameters(spec, "1", "JOB", "a job or one of its runs or attempts");
    }

    @Override
    public int run(ParseResult words, Session session) {
        String run = Options.parameter(words).orElseThrow();
        boolean isRaw = words.hasMatchedOption("--raw");
        if (isRaw && session.surroundings().width().isPresent()) {
            session.console().notice("raw output can change how this terminal behaves");
        }
        LogOutput output = new LogOutput(session, isRaw);
        long offset = 0;
        OptionalLong lines = Options.integer(words, "--lines");
        if (lines.isPresent()) {
            if (lines.getAsLong() < 0) {
                throw Options.wrong("--lines", Long.toString(lines.getAsLong()), "0 or more");
            }
            LogTail tail = LogTail.read(session, run, lines.getAsLong());
            if (!session.isJson()) {
                output.write(tail.bytes());
                offset = tail.end();
            } else {
                offset = tail.start();
            }
        }
        boolean isFollowing = words.hasMatchedOption("--follow");
        if (lines.isEmpty() || isFollowing || session.isJson()) {
            Json.Builder args = Json.object().put("run", run);
            args.put("from", Json.object().put("offset", offset).build());
            args.put("follow", isFollowing);
            tellIfRemoved(session.client().follow("log", args.build(), output::accept), session);
        }
        return ExitCode.DONE;
    }

    /// Says that there is no output because it was removed.
    static void tellIfRemoved(Json.Obj ended, Session session) {
        ended.findInstant("log_removed")
                .ifPresent(at ->
                        session.console()
                                .notice(
                                        "the log was removed by retention, "
                                                + session.times().full(at)));
    }
}
