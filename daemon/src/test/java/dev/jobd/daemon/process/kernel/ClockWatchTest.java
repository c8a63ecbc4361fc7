package dev.jobd.daemon.process.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClockWatchTest {
    @Test
    void itEndsWhenItIsClosedAndTellsNothing() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AutoCloseable watch = ClockWatch.start(told::countDown);
        assertThat(threads()).contains("clock-watch");

        watch.close();

        assertThat(threads()).doesNotContain("clock-watch");
        assertThat(told.getCount()).isOne();
    }

    private static Iterable<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
