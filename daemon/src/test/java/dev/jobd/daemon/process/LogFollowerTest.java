package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.LogFollower.Follow;
import dev.jobd.model.JobId;
import dev.jobd.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogFollowerTest {
    private static final RunId RUN = new RunId(new JobId(3), 12);

    @TempDir Path directory;
    private LogDirectory logs;
    private LogFollower follower;

    @BeforeEach
    void open() {
        logs = new LogDirectory(directory.resolve("logs"));
        follower = new LogFollower(logs);
    }

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void aNewAttemptAndItsGrowthAreTold() throws Exception {
        Semaphore told = new Semaphore(0);
        try (Follow _ = follower.follow(RUN, told::release)) {
            RunLog first = logs.create(RUN.attempt(1));
            await(told);
            write(first, "a");
            await(told);
            RunLog second = logs.create(RUN.attempt(2));
            await(told);
            write(second, "b");
            await(told);
        }
    }

    @Test
    void whatIsWrittenBeforeTheWatchIsUpIsFoundByLooking() throws Exception {
        Semaphore told = new Semaphore(0);
        try (Follow _ = follower.follow(RUN, told::release)) {
            RunLog log = logs.create(RUN.attempt(1));
            write(log, "early");
            await(told);
            assertThat(log.size()).isEqualTo(5);
        }
    }

    @Test
    void attemptsThatAreThereAreFollowed() throws Exception {
        RunLog log = logs.create(RUN.attempt(1));
        write(log, "a");
        Semaphore told = new Semaphore(0);
        try (Follow _ = follower.follow(RUN, told::release)) {
            write(log, "b");
            await(told);
        }
    }

    @Test
    void otherRunsOfTheJobAreNoNews() throws Exception {
        Semaphore told = new Semaphore(0);
        Semaphore other = new Semaphore(0);
        // Its name starts with the same digits.
        RunId similar = new RunId(RUN.job(), 121);
        try (Follow _ = follower.follow(RUN, told::release);
                Follow _ = follower.follow(similar, other::release)) {
            write(logs.create(similar.attempt(1)), "x");
            await(other);
            assertThat(told.availablePermits()).isZero();
        }
    }

    @Test
    void followersOfOneRunAreAllTold() throws Exception {
        RunLog log = logs.create(RUN.attempt(1));
        Semaphore one = new Semaphore(0);
        Semaphore two = new Semaphore(0);
        try (Follow _ = follower.follow(RUN, one::release)) {
            try (Follow _ = follower.follow(RUN, two::release)) {
                write(log, "a");
                await(one);
                await(two);
                assertThat(follower.watches()).isEqualTo(2);
            }
            one.drainPermits();
            write(log, "b");
            await(one);
        }
    }

    @Test
    void aFollowerThatFailsDoesNotKeepTheOthersFromTheNews() throws Exception {
        RunLog log = logs.create(RUN.attempt(1));
        Semaphore told = new Semaphore(0);
        try (Follow _ =
                        follower.follow(
                                RUN,
                                () -> {
                                    throw new IllegalStateException("on purpose");
                                });
                Follow _ = follower.follow(RUN, told::release)) {
            write(log, "a");
            await(told);
            told.drainPermits();
            write(log, "b");
            await(told);
        }
    }

    @Test
    void aClosedFollowerLeavesNoWatchBehind() throws Exception {
        Semaphore told = new Semaphore(0);
        RunLog log;
        try (Follow _ = follower.follow(RUN, told::release)) {
            log = logs.create(RUN.attempt(1));
            await(told);
            assertThat(follower.watches()).isEqualTo(2);
        }
        assertThat(follower.watches()).isZero();
        told.drainPermits();
        // The second follower's news come after the first one's would have come.
        Semaphore later = new Semaphore(0);
        try (Follow _ = follower.follow(RUN, later::release)) {
            write(log, "a");
            await(later);
        }
        assertThat(told.availablePermits()).isZero();
        assertThat(follower.watches()).isZero();
    }

    @Test
    void theLogsOfAFollowedJobCanBeRemoved() throws Exception {
        logs.create(RUN.attempt(1));
        try (Follow _ = follower.follow(RUN, () -> {})) {
            logs.delete(RUN.job());
            assertThat(logs.directory(RUN.job())).doesNotExist();
        }
        assertThat(follower.watches()).isZero();
    }

    private static void await(Semaphore told) throws InterruptedException {
        assertThat(told.tryAcquire(50, TimeUnit.SECONDS)).as("told").isTrue();
    }

    private static void write(RunLog log, String text) throws IOException {
        Files.writeString(log.output(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
