package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is looked at in a `/proc` of the test's own.
final class LimitCheckTest {
    @TempDir Path proc;

    private final Checkup checkup = new Checkup();

    private void process(int pid, String limits, String environment) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("limits"), limits);
        Files.writeString(folder.resolve("environ"), environment);
    }

    private static String limits(String files, String processes) {
        return "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max processes             "
                + processes
                + "                 9999                 processes \n"
                + "Max open files            "
                + files
                + "                 1048576              files     \n";
    }

    private List<String> findings(String config, Set<String> active) {
        Json.Obj stats =
                FakeDaemon.json(
                        "{'pid':7,'runs_max':512,'store':'abc.def','config':" + config + "}");
        new LimitCheck(checkup, proc).run(stats, () -> active);
        return checkup.findings().stream()
                .map(it ->
                        "%s %s: %s%s"
                                .formatted(
                                        it.text("level"),
                                        it.text("about"),
                                        it.text("text"),
                                        it.findText("cure").map(cure -> " | " + cure).orElse("")))
                .toList();
    }

    @Test
    void enoughIsFine() throws IOException {
        process(7, limits("524288", "unlimited"), "PATH=/bin\0");

        assertThat(findings("{'settings':[],'waiting':[],'job_defaults':{}}", Set.of()))
                .containsExactly(
                        "ok files: the daemon may have 524288 files open",
                        "ok config: no configuration file is there; nothing is set",
                        "ok left: no process outlives its run");
    }

    @Test
    void tooLittleIsSaidWithItsCure() throws IOException {
        process(7, limits("1024", "1000"), "");

        assertThat(findings("{'settings':[],'waiting':[],'job_defaults':{}}", Set.of()))
                .contains(
                        "warn files: the daemon may have only 1024 files open | ulimit -n 65536;"
                                + " jobctl shutdown; jobctl status",
                        "warn procs: its user may have only 1000 processes, and 512 runs at once"
                                + " need more | ulimit -u 2048, or jobctl group cap 500");
    }

    @Test
    void whatIsSetAndWhatWaitsIsSaid() throws IOException {
        Path file = Files.writeString(proc.resolve("config.toml"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(
                        findings(
                                "{'file':'"
                                        + file
                                        + "','settings':[{'name':'runs.drain','value':'1m',"
                                        + "'default':'0s','source':'option --drain'}],'waiting':"
                                        + "[{'name':'history.commits','from':'1','to':'2','applies':"
                                        + "'applies when jobd is started anew'}],'job_defaults':{}}",
                                Set.of()))
                .contains(
                        "ok config: " + file + "; set are runs.drain = 1m (option --drain)",
                        "warn config: "
                                + file
                                + " may be changed by others (rw-rw-rw-) | chmod"
                                + " go-w "
                                + file)
                .anyMatch(it -> it.startsWith("warn config: history.commits stays 1, not 2"));
    }

    @Test
    void processesOfRunsThatAreOverAreNamed() throws IOException {
        process(11, "", "A=b\0JOBD_RUN_ID=abc:17/3.1\0");
        process(12, "", "JOBD_RUN_ID=abc:17/4.2\0");
        process(13, "", "JOBD_RUN_ID=other:17/3.1\0");

        assertThat(findings("{'settings':[],'waiting':[],'job_defaults':{}}", Set.of("17/4")))
                .contains(
                        "warn left: processes outlive their runs, 1 of them: 11 of run 17/3 | ps"
                                + " -fp 11; kill 11");
    }
}
