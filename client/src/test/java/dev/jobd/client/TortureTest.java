package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the daemon again and again while clients change everything and jobs run, and holds what is
/// there afterwards against what was acknowledged.
///
/// The moments are drawn from a seed; the machine adds its own chance, so that a seed is a place to
/// begin and not a replay.
@Timeout(3 * 60 * 60)
final class TortureTest {
    private static final int KILLS = Seeds.bound(25, 1_000);
    private static final int WORKERS = 4;
    private static final int ANSWERS_MAX = Seeds.bound(120, 400);

    @TempDir Path folder;

    private final long seed = Seeds.any();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TortureRecord record = new TortureRecord();

    @Test
    void whatWasAcknowledgedIsThereAndNothingRunsTwice() throws Exception {
        Path lines = Files.createDirectory(folder.resolve("lines"));
        List<TortureWorker> workers =
                LongStream.range(0, WORKERS)
                        .mapToObj(
                                number -> new TortureWorker(number, random.split(), record, lines))
                        .toList();
        RealDaemon daemon = RealDaemon.start(folder, "--slots", "16");
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                torture(daemon, workers, threads);
                record.kills++;
                restart(daemon);
            }
            lastLook(daemon, workers, lines);
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed " + seed + ", " + record, failure);
        } finally {
            daemon.kill();
        }
        System.out.println("torture: " + record);
    }

    /// Lets all workers go on until the daemon dies, which it does soon.
    private void torture(RealDaemon daemon, List<TortureWorker> workers, ExecutorService threads)
            throws Exception {
        TortureFuse fuse = new TortureFuse(random.nextInt(ANSWERS_MAX));
        List<Callable<Void>> tasks = new ArrayList<>();
        for (TortureWorker worker : workers) {
            tasks.add(() -> {
                worker.work(daemon.socket(), fuse);
                return null;
            });
        }
        List<Future<Void>> ends = tasks.stream().map(threads::submit).toList();
        fuse.await();
        pass(2_000_000);
        if (random.nextInt(8) == 0) {
            // An orderly end, cut short: it makes a checkpoint.
            daemon.interrupt();
            pass(200_000_000);
        }
        daemon.kill();
        for (Future<Void> end : ends) {
            end.get();
        }
    }

    /// Starts the daemon, now and then killing it before it is up.
    private void restart(RealDaemon daemon) throws Exception {
        while (random.nextInt(4) == 0) {
            daemon.launchOnly();
            pass(900_000_000);
            daemon.kill();
            record.kills++;
        }
        daemon.restart();
    }

    /// Lets some time pass, so that the next blow falls at any moment.
    private void pass(long nanosMax) {
        LockSupport.parkNanos(random.nextLong(nanosMax));
    }

    private void lastLook(RealDaemon daemon, List<TortureWorker> workers, Path lines)
            throws Exception {
        for (TortureWorker worker : workers) {
            worker.checkAll(daemon.socket());
        }
        TortureRuns runs = new TortureRuns(record, lines);
        runs.awaitEnds(daemon.socket());
        runs.check(daemon.socket());
        assertThat(daemon.jobctl("shutdown").code()).isZero();
        assertThat(daemon.awaitEnd()).isZero();
        daemon.restart();
        runs.check(daemon.socket());
    }
}
