package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `doctor`: looks at everything and says what to do about what is wrong.
final class DoctorCommand implements Verb {
    private static final String INDENT = " ".repeat(14);

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "doctor [options]")
                .example("jobctl doctor")
                .example("jobctl doctor -q          # only what is not as it should be")
                .example("jobctl doctor --json      # one finding a line")
                .text(
                        "Looks at Java, the clock, the disk, the folders and their rights, the"
                                + " daemon, and reads all of the store: every checksum, every record,"
                                + " and whether they agree. A running daemon goes on meanwhile; none is"
                                + " started. Each finding is ok, warn or bad, with what to type about"
                                + " it. Exits with 1 if something is bad.")
                .end();
    }

    @Override
    public int run(ParseResult words, Session session) {
        Checkup checkup = new Checkup();
        new MachineCheck(session.address(), checkup).run(session.now());
        new DaemonCheck(session, checkup, Path.of("/proc")).run();
        for (Json.Obj finding : checkup.findings()) {
            if (session.isJson()) {
                session.console().json(finding);
            } else if (!session.console().isQuiet() || !finding.text("level").equals("ok")) {
                print(finding, session);
            }
        }
        return checkup.isBad() ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private static void print(Json.Obj finding, Session session) {
        session.console()
                .line(
                        "%-5s %-7s %s"
                                .formatted(
                                        finding.text("level"),
                                        finding.text("about"),
                                        finding.text("text")));
        finding.findText("cure").ifPresent(cure -> session.console().line(INDENT + cure));
    }
}
