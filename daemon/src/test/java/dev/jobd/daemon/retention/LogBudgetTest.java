package dev.jobd.daemon.retention;

import static dev.jobd.daemon.retention.Past.FAILED;
import static dev.jobd.daemon.retention.Past.NOON;
import static dev.jobd.daemon.retention.Past.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.store.Change;
import dev.jobd.model.AttemptId;
import dev.jobd.model.JobId;
import dev.jobd.model.Keep;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogBudgetTest {
    @TempDir Path root;

    private final Past past = new Past();

    private LogDirectory logs() {
        return new LogDirectory(root.resolve("logs"));
    }

    private static AttemptId attempt(long job, long run) {
        return new RunId(new JobId(job), run).attempt(1);
    }

    private void write(long job, long run, int bytes) throws IOException {
        Path directory = logs().log(attempt(job, run)).directory();
        Files.createDirectories(directory);
        Files.write(directory.resolve("out"), new byte[bytes]);
    }

    private Run run(long job, long number) {
        return past.store.view().run(new RunId(new JobId(job), number)).orElseThrow();
    }

    private boolean exists(long job, long run) {
        return Files.exists(logs().log(attempt(job, run)).output());
    }

    private LogBudget counted(long max) {
        LogBudget budget = new LogBudget(logs(), max);
        budget.count(past.store, () -> false);
        return budget;
    }

    @Test
    void whatIsThereIsCountedOnceAndThenKeptUpToDate() throws IOException {
        past.make(1, Keep.DEFAULT).ended(1, 1, NOON, OK);
        assertThat(counted(100).bytes()).isZero();
        write(1, 1, 10);
        LogBudget budget = counted(100);
        assertThat(budget.bytes()).isEqualTo(10);
        past.ended(1, 2, NOON, OK);
        write(1, 2, 7);
        budget.add(run(1, 2));
        assertThat(budget.bytes()).isEqualTo(17);
        budget.delete(List.of(run(1, 1)), past.store);
        assertThat(budget.bytes()).isEqualTo(7);
        assertThat(logs().log(attempt(1, 1)).directory()).doesNotExist();
    }

    @Test
    void theOldestGoFirstAndThoseOfFailedRunsLast() throws IOException {
        past.make(1, Keep.DEFAULT)
                .ended(1, 1, NOON, FAILED)
                .ended(1, 3, NOON.plusSeconds(1), OK)
                .ended(1, 2, NOON.plusSeconds(2), OK)
                .ended(1, 4, NOON.plusSeconds(3), FAILED);
        for (int run = 1; run <= 4; run++) {
            write(1, run, 10);
        }
        counted(40).keepWithin(past.store, () -> false);
        assertThat(exists(1, 3)).isTrue();
        LogBudget budget = counted(39);
        budget.keepWithin(past.store, () -> false);
        assertThat(exists(1, 3)).isFalse();
        assertThat(exists(1, 2)).isTrue();
        assertThat(logs().removedAt(attempt(1, 3))).isPresent();
        assertThat(logs().removedAt(attempt(1, 2))).isEmpty();
        counted(15).keepWithin(past.store, () -> false);
        assertThat(exists(1, 2)).isFalse();
        assertThat(exists(1, 1)).isFalse();
        assertThat(exists(1, 4)).isTrue();
        assertThat(past.runs()).hasSize(4);
        LogBudget none = counted(0);
        none.keepWithin(past.store, () -> false);
        assertThat(none.bytes()).isZero();
        // Nothing is left to remove: it gives up instead of searching for ever.
        new LogBudget(logs(), -1).keepWithin(past.store, () -> false);
    }

    @Test
    void whatACrashHasLeftOfRunsThatAreGoneIsDeleted() throws IOException {
        past.make(1, Keep.DEFAULT).ended(1, 1, NOON, OK);
        write(1, 1, 5);
        write(1, 2, 5);
        write(9, 1, 5);
        logs().remove(attempt(1, 2));
        Files.writeString(root.resolve("logs/notes.txt"), "a person's");
        assertThat(counted(100).bytes()).isEqualTo(5);
        assertThat(exists(1, 1)).isTrue();
        assertThat(logs().removedAt(attempt(1, 2))).isEmpty();
        assertThat(root.resolve("logs/9")).doesNotExist();
        assertThat(root.resolve("logs/notes.txt")).exists();
    }

    @Test
    void nothingStaysOfAJobThatWentWithItsRuns() throws IOException {
        past.make(1, Keep.DEFAULT).ended(1, 1, NOON, OK);
        write(1, 1, 5);
        LogBudget budget = counted(100);
        Run run = run(1, 1);
        past.save(new Change.RemoveJob(new JobId(1), 1), new Change.RemoveRun(run.id()));
        budget.delete(List.of(run), past.store);
        assertThat(root.resolve("logs/1")).doesNotExist();
    }
}
