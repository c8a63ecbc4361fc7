package dev.jobd.daemon.retention;

import static dev.jobd.daemon.retention.Past.NOON;
import static dev.jobd.daemon.retention.Past.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.store.Change;
import dev.jobd.model.JobId;
import dev.jobd.model.Keep;
import dev.jobd.model.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The thread: what wakes it, and that it tells the scheduler.
@Timeout(60)
class SweeperTest {
    @TempDir Path root;

    private final Past past = new Past();
    private final BlockingQueue<Command.Prune> asked = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        sweepers.forEach(Sweeper::close);
    }

    private final List<Sweeper> sweepers = new ArrayList<>();

    private void start() {
        Sweeper sweeper =
                new Sweeper(
                        this::submit,
                        new RemovalTurn(),
                        past.store,
                        new LogBudget(new LogDirectory(root.resolve("logs")), 100),
                        past.inbox,
                        () -> NOON);
        sweepers.add(sweeper);
        sweeper.start();
    }

    private CompletableFuture<Applied> submit(Command command) {
        CompletableFuture<Applied> answer = past.submit(command);
        asked.add((Command.Prune) command);
        return answer;
    }

    @Test
    void logsOfRunsThatOthersRemoveGoWithThem() throws Exception {
        past.make(1, Keep.DEFAULT).ended(1, 1, NOON, OK).ended(1, 2, NOON, OK);
        Path job = root.resolve("logs/1");
        for (String attempt : List.of("1.1", "2.1")) {
            Files.writeString(Files.createDirectories(job.resolve(attempt)).resolve("out"), "x");
        }
        start();
        try (WatchService watch = job.getFileSystem().newWatchService()) {
            job.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            past.save(new Change.RemoveRun(new RunId(new JobId(1), 1)));
            watch.take();
        }

        assertThat(job.resolve("1.1")).doesNotExist();
        assertThat(job.resolve("2.1")).exists();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsTooOldAtTheStartGoesThen() throws InterruptedException {
        past.make(1, Keep.DEFAULT).ended(1, 1, NOON.minus(Duration.ofDays(91)), OK);
        start();
        assertThat(asked.take().runs()).hasToString("[1/1]");
    }

    @Test
    void aThousandEndedRunsWakeIt() throws InterruptedException {
        past.make(1, new Keep(100, Duration.ofDays(1)));
        start();
        for (int number = 1; number <= 1000; number++) {
            past.ended(1, number, NOON, OK);
        }
        assertThat(asked.take().runs()).hasSize(500);
        assertThat(asked.take().runs()).hasSize(400);
    }

    @Test
    void anEditThatKeepsLessWakesIt() throws InterruptedException {
        past.make(1, Keep.DEFAULT).ended(1, 1, NOON, OK).ended(1, 2, NOON, OK);
        start();
        past.edit(1, new Keep(1, Duration.ofDays(1)));
        assertThat(asked.take().runs()).hasToString("[1/1]");
    }
}
