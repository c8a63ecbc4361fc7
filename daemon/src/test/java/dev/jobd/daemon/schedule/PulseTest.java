package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.InMemoryStore;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whether the loop's thread goes on, asked of a real thread that the test can hang.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PulseTest {
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private volatile boolean isToHang;
    private final SchedulerLoop loop =
            new SchedulerLoop(
                    new SchedulerLoop.Parts(
                            new InMemoryStore(),
                            listener -> new FakeProcessLauncher(new FakeProcesses(), listener),
                            (_, _) -> {},
                            () -> {
                                hangIfTold();
                                return InstantSource.system().instant();
                            },
                            100,
                            new SplittableRandom(1),
                            () -> 0,
                            (_, _) -> {}));

    @AfterEach
    void close() {
        goesOn.countDown();
        loop.close();
    }

    @Test
    void aThreadThatHangsDoesNotSayThatItGoesOn() throws InterruptedException {
        loop.start();
        assertThat(loop.pulse().join()).as("processes").isZero();
        isToHang = true;
        loop.clockWasSet();
        hangs.await();

        CompletableFuture<Integer> pulse = loop.pulse();

        assertThat(loop.place()).contains("SchedulerLoop.run", "PulseTest.hangIfTold");
        assertThat(pulse).isNotDone();
        goesOn.countDown();
        assertThat(pulse.join()).isZero();
    }

    @Test
    void aLoopThatHasEndedDoesNotSayThatItGoesOn() {
        loop.start();
        loop.close();
        assertThat(loop.pulse()).isCompletedExceptionally();
    }

    private void hangIfTold() {
        if (isToHang) {
            hangs.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
