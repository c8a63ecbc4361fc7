package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DoctorCommandTest {
    private static final String FINE =
            "{'finding':{'level':'ok','about':'store','text':'all agree'}}";
    private static final String DONE = "{'ended':{'code':'done'}}";

    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    @TempDir Path state;

    private Call call(String now) throws IOException {
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(
                daemon.socket(), PosixFilePermissions.fromString("rw-------"));
        daemon.answer(
                "stats",
                "{'server':'jobd/1','pid':2000000000,'now':'" + now + "','store_stats':{}}");
        return daemon.call().with("JOBD_STATE", state.toString());
    }

    private Call call() throws IOException {
        return call("2026-11-25T13:30:01Z");
    }

    @Test
    void whatIsFineIsSaidInALineEach() throws IOException {
        Call call = call();
        daemon.push("verify", "{'done':1,'total':2}", FINE, DONE);

        Call.Result result = call.jobctl("doctor");

        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.out())
                .contains("ok    java    Java 25")
                .contains("ok    state   " + state + " is its owner's only\n")
                .contains("ok    daemon  jobd/1 runs, process 2000000000\n")
                .contains("ok    store   all agree\n")
                .doesNotContain("bad");
        assertThat(call.jobctl("doctor", "-q").out()).isEmpty();
        assertThat(call.jobctl("doctor", "--json").out().lines().toList())
                .contains("{\"level\":\"ok\",\"about\":\"store\",\"text\":\"all agree\"}");
    }

    @Test
    void whatIsBadComesWithItsCureAndAnExitCode() throws IOException {
        Call call = call();
        daemon.push(
                "verify",
                "{'finding':{'level':'bad','about':'store','text':'x is damaged','cure':'mend x'}}",
                DONE);

        assertThat(call.jobctl("doctor", "-q"))
                .isEqualTo(
                        new Call.Result(
                                1, "bad   store   x is damaged\n              mend x\n", ""));
    }

    @Test
    void rightsAndClocksAreLookedAt() throws IOException {
        Call call = call("2026-11-25T14:30:01Z");
        daemon.push("verify", DONE);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                daemon.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));

        Call.Result result = call.jobctl("doctor", "-q");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("warn  state   " + state + " is open to others (rwxr-xr-x)\n")
                .contains("chmod 700 " + state)
                .contains("chmod 600 " + daemon.socket())
                .contains("the daemon's clock says 2026-11-25T14:30:01Z");
    }

    @Test
    void aStoreThatCannotBeReadIsBad() throws IOException {
        Call call = call();
        daemon.push("verify", "{'ended':{'code':'failed','message':'no more files'}}");

        assertThat(call.jobctl("doctor").out()).contains("bad   store   no more files\n");
    }

    @Test
    void withoutADaemonItSaysWhatReadsTheStore() throws IOException {
        Call.Result result =
                call().with("JOBD_SOCKET", state.resolve("none").toString()).jobctl("doctor");

        assertThat(result.out())
                .contains("ok    daemon  no daemon listens at " + state.resolve("none"))
                .contains("jobd --check");
    }
}
