package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonProgram;
import dev.jobd.wire.Json;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `restore`: lets `jobd` make a store of a backup.
final class RestoreCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "restore [options] FILE")
                .example("jobctl shutdown && mv /var/lib/jobd /var/lib/jobd.old")
                .example("jobctl restore /mnt/disk/jobd-2026-11-25")
                .example("cp -a /var/lib/jobd.old/logs /var/lib/jobd/   # the output of runs")
                .text(
                        "Makes the store of a backup in the state directory, which must have"
                                + " none, while no daemon runs on it. The whole file is checked first:"
                                + " afterwards all of it is there or nothing. Jobs, runs, groups and"
                                + " counters are as they were; a job number that was given before the"
                                + " backup is never given again. Runs that were active then are settled"
                                + " as after a crash.")
                .end();
        Options.parameters(spec, "1", "FILE", "a file of 'jobctl backup'");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Path file =
                session.surroundings()
                        .directory()
                        .resolve(Options.parameter(words).orElseThrow())
                        .normalize();
        DaemonProgram.Result result =
                new DaemonProgram(session.address()).run(List.of("--restore", file.toString()));
        result.errors().forEach(line -> Errors.say(session.console(), withoutName(line)));
        if (result.code() != 0) {
            return ExitCode.REFUSED;
        }
        if (session.isJson()) {
            session.console()
                    .json(
                            Json.object()
                                    .put("restored", file.toString())
                                    .put("state", session.address().state().toString())
                                    .build());
        } else {
            result.output().forEach(session.console()::line);
        }
        return ExitCode.DONE;
    }

    private static String withoutName(String line) {
        return line.startsWith("jobd: ") ? line.substring("jobd: ".length()) : line;
    }
}
