package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonProgram;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.client.output.ProgressLine;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.Limits;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks at the daemon and its store: asks it, or reads the store where none runs.
final class DaemonCheck {
    private static final List<String> ACTIVE =
            List.of("queued", "starting", "running", "suspended", "stopping", "retry-wait");
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final Session session;
    private final Checkup checkup;
    private final Path proc;

    /// @param proc where the kernel shows processes
    DaemonCheck(Session session, Checkup checkup, Path proc) {
        this.session = session;
        this.proc = proc;
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
        new LimitCheck(checkup, proc).run(stats, () -> active(client));
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

    /// Returns the runs that have not ended, such as `17/3`.
    private static Set<String> active(DaemonClient client) {
        Set<String> active = new HashSet<>();
        Json.Obj args =
                Json.object().put("state", Json.strings(ACTIVE)).put("limit", Limits.PAGE).build();
        client.call("runs", args).objects("items").forEach(run -> active.add(run.text("id")));
        return active;
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
            DaemonProgram.Result settings = program.run(List.of("--check-config"));
            settings.output().forEach(line -> checkup.ok("config", line));
            settings.errors().forEach(line -> checkup.bad("config", line, "jobd --check-config"));
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
