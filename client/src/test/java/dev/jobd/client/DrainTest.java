package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/// How a real daemon ends on a signal while jobs run.
@Timeout(120)
final class DrainTest {
    private static final String DRAINS = "nothing is started any more";

    @TempDir Path folder;

    private Pipe began;
    private Pipe end;
    private AFUNIXDatagramChannel serviceManager;
    private RealDaemon daemon;
    private boolean isAlive;

    @BeforeEach
    void startDaemon() throws Exception {
        serviceManager = AFUNIXDatagramChannel.open();
        serviceManager.bind(AFUNIXSocketAddress.of(RealDaemon.notifySocket(folder)));
        began = Pipe.in(folder, "began");
        end = Pipe.in(folder, "end");
        daemon = RealDaemon.start(folder, "--drain", "1h", "--slots", "1");
    }

    @AfterEach
    void endDaemon() throws Exception {
        daemon.kill();
        serviceManager.close();
    }

    /// Returns what the service manager hears next but signs of life, which come at any time.
    private String heard() throws IOException {
        ByteBuffer message = ByteBuffer.allocate(4096);
        serviceManager.receive(message);
        String text = UTF_8.decode(message.flip()).toString();
        isAlive |= text.startsWith("WATCHDOG=1\nSTATUS=answers at " + daemon.socket());
        return text.startsWith("WATCHDOG=1") ? heard() : text;
    }

    private void startWith(String... options) throws Exception {
        daemon.kill();
        daemon = RealDaemon.start(folder, options);
    }

    /// Starts a job that runs until it reads its exit code.
    private void runJob() throws IOException {
        String job = "echo $JOBD_RUN >" + began + "; read code <" + end + "; exit $code";
        daemon.ok("run", "--name", "long", "--", "sh", "-c", job);
        assertThat(began.read()).isEqualTo("1/1");
    }

    private void drain() throws IOException {
        daemon.interrupt();
        daemon.awaitLogged(DRAINS);
    }

    private void assertTheJobGoesOnWithTheNextDaemon() throws IOException {
        daemon.restart();
        assertThat(daemon.ok("list")).contains("running");
        end.write("7");
        assertThat(daemon.jobctl("wait", "long").code()).isEqualTo(7);
    }

    @Test
    void aSignalEndsItAndWhatRunsGoesOn() throws Exception {
        startWith();
        runJob();
        daemon.interrupt();
        assertThat(daemon.awaitEnd()).isZero();
        assertTheJobGoesOnWithTheNextDaemon();
    }

    @Test
    void withADrainItStartsNothingMoreAndEndsWithTheLastRun() throws Exception {
        runJob();
        daemon.ok("run", "--name", "next", "--", "sh", "-c", "echo $JOBD_RUN >" + began);
        drain();

        end.write("3");

        assertThat(daemon.awaitEnd()).isZero();
        assertThat(heard()).startsWith("READY=1\nSTATUS=answers at " + daemon.socket());
        assertThat(heard())
                .as("an hour and one minute")
                .startsWith("STOPPING=1\nEXTEND_TIMEOUT_USEC=3660000000\nSTATUS=starts nothing");
        assertThat(isAlive).as("the deciding thread was asked").isTrue();
        daemon.restart();
        assertThat(began.read()).as("what waited starts now").isEqualTo("2/1");
        assertThat(daemon.ok("history", "long")).contains("failed 3");
    }

    @Test
    void aDrainingDaemonTellsSoAndTakesNoChangesButStops() throws Exception {
        runJob();
        drain();

        assertThat(daemon.jobctl("list").err()).contains("the daemon is draining");
        assertThat(daemon.ok("list")).contains("long", "running");
        assertThat(daemon.ok("status")).contains("draining");
        Call.Result add = daemon.jobctl("add", "--every", "1h", "--", "true");
        assertThat(add.code()).isEqualTo(1);
        assertThat(add.err()).contains("the daemon is draining");
        assertThat(daemon.jobctl("trigger", "long").code()).isEqualTo(1);
        daemon.ok("stop", "long");

        assertThat(daemon.awaitEnd()).isZero();
        daemon.restart();
        assertThat(daemon.ok("history", "long")).contains("killed");
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        runJob();
        drain();
        daemon.interrupt();
        assertThat(daemon.awaitEnd()).isZero();
        assertTheJobGoesOnWithTheNextDaemon();
    }

    @Test
    void aDrainThatTakesTooLongEndsIt() throws Exception {
        startWith("--drain", "1ms");
        runJob();
        daemon.interrupt();
        assertThat(daemon.awaitEnd()).isZero();
        assertTheJobGoesOnWithTheNextDaemon();
    }

    @Test
    void aShutdownDrainsAsLongAsItSays() throws Exception {
        startWith();
        runJob();
        assertThat(daemon.jobctl("shutdown", "--drain", "1ms").code()).isZero();
        assertThat(daemon.awaitEnd()).isZero();
        assertTheJobGoesOnWithTheNextDaemon();
    }
}
