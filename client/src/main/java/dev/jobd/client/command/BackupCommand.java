package dev.jobd.client.command;

import dev.jobd.client.output.ProgressLine;
import dev.jobd.wire.Json;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `backup`: lets the daemon write all it has stored into one file.
final class BackupCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "backup [options] FILE")
                .example("jobctl backup /mnt/disk/jobd-$(date +%F)")
                .example("jobctl backup --force jobd.backup   # replaces that of yesterday")
                .text(
                        "Writes jobs, runs, groups and counters as they are at one moment into"
                                + " one file, checksummed and readable by its owner only, while jobs go"
                                + " on. The file appears when it is whole and on disk. 'jobctl restore"
                                + " FILE' makes a store of it.",
                        "The output of runs is not in it: these are plain files in 'logs' in"
                                + " the state directory (jobctl status), and 'cp -a' or rsync copies"
                                + " them at any time.")
                .end();
        Options.flag(spec, "replace a file that exists", "--force");
        Options.parameters(spec, "1", "FILE", "where to");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Path file =
                session.surroundings()
                        .directory()
                        .resolve(Options.parameter(words).orElseThrow())
                        .normalize();
        Json.Builder args = Json.object().put("path", file.toString());
        if (words.hasMatchedOption("--force")) {
            args.put("force", true);
        }
        ProgressLine progress = new ProgressLine(session.console(), "backup");
        Json.Obj ended =
                session.client()
                        .follow(
                                "backup",
                                args.build(),
                                line ->
                                        line.findInteger("done")
                                                .ifPresent(done ->
                                                        progress.at(done, line.integer("total"))));
        progress.end();
        if (session.isJson()) {
            session.console().json(ended);
        }
        if (!ended.text("code").equals("saved")) {
            if (!session.isJson()) {
                Errors.say(session.console(), ended.findText("message").orElse("it failed"));
            }
            return ExitCode.REFUSED;
        }
        if (!session.isJson()) {
            session.console()
                    .line(
                            "%s: %d records, %d bytes"
                                    .formatted(
                                            file, ended.integer("rows"), ended.integer("bytes")));
        }
        return ExitCode.DONE;
    }
}
