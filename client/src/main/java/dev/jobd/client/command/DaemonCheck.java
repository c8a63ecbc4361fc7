package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonProgram;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.client.output.ProgressLine;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Looks at the daemon and its store: asks it, or reads the store where none runs.
final class DaemonCheck {
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final Session session;
    private final Checkup checkup;

    DaemonCheck(Session session, Checkup checkup) {
        this.session = session;
        this.checkup = checkup;
    }

    void run() {
        try {
            DaemonClient client = session.clientOfRunningDaemon();
            ask(client);
        } catch (DaemonUnavailableException e) {
            withoutDaemon(String.valueOf(e.getMessage()));
        } catch (WireErrorException e) {
            checkup.bad(
                    "daemon",
                    "it does not answer as it should: " + e.error().message(),
                    "jobctl shutdown; jobctl status");
        }
    }

    private void ask(DaemonClient client) {
        Json.Obj stats = client.call("stats", Json.Obj.EMPTY);
        checkup.ok(
                "daemon",
                "%s runs, process %d".formatted(stats.text("server"), stats.integer("pid")));
        clock(stats.instant("now"));
        socket();
        ProgressLine progress = new ProgressLine(session.console(), "reading the store");
        Json.Obj ended =
                client.follow(
                        "verify",
                        Json.Obj.EMPTY,
                        line -> {
                            line.findObject("finding").ifPresent(checkup::add);
                            line.findInteger("done")
                                    .ifPresent(done -> progress.at(done, line.integer("total")));
                        });
        progress.end();
        if (!ended.text("code").equals("done")) {
            checkup.bad(
                    "store",
                    ended.findText("message").orElse("it cannot be read"),
                    "jobctl shutdown; jobctl doctor");
        }
    }

    private void clock(Instant daemon) {
        if (Duration.between(daemon, session.now()).abs().compareTo(CLOCKS_APART) > 0) {
            checkup.warn(
                    "clock",
                    "the daemon's clock says " + daemon + ", this one " + session.now(),
                    "timedatectl set-ntp true");
        }
    }

    private void socket() {
        Path socket = session.address().socket();
        try {
            String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(socket));
            if (rights.endsWith("------")) {
                checkup.ok("socket", socket + " answers and is its owner's only");
            } else {
                checkup.warn(
                        "socket",
                        socket + " is open to others (" + rights + ")",
                        "chmod 600 " + socket);
            }
        } catch (IOException e) {
            checkup.bad(
                    "socket", socket + " cannot be looked at: " + e.getMessage(), "jobctl status");
        }
    }

    private void withoutDaemon(String reason) {
        checkup.ok("daemon", reason);
        DaemonProgram program = new DaemonProgram(session.address());
        try {
            DaemonProgram.Result result = program.run(List.of("--check"));
            result.output().forEach(this::finding);
            result.errors().forEach(line -> checkup.bad("store", line, "jobd --check"));
        } catch (DaemonUnavailableException e) {
            checkup.warn("store", String.valueOf(e.getMessage()), "jobd --check");
        }
    }

    private void finding(String line) {
        try {
            checkup.add(JsonParser.parse(line.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonSyntaxException _) {
            checkup.bad("store", line, "jobd --check");
        }
    }
}
