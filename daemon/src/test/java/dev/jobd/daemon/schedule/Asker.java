package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;

/// One thread that asks a loop for jobs and keeps the answers.
final class Asker {
    /// A job that was asked for, and the answer.
    record Asked(String name, CompletableFuture<Applied> answer) {

        /// Waits for the answer; returns why it was refused.
        Optional<Refusal> refusal() {
            return refusalOf(answer);
        }
    }

    private final SchedulerLoop loop;
    private final int number;
    private final List<Asked> asked = new ArrayList<>();

    /// @param number which of several it is
    Asker(SchedulerLoop loop, int number) {
        this.loop = loop;
        this.number = number;
    }

    /// Does the same in several threads, which begin at once; returns when all are through.
    static List<Asker> inThreads(SchedulerLoop loop, int count, Consumer<Asker> work)
            throws InterruptedException {
        CyclicBarrier begin = new CyclicBarrier(count);
        List<Asker> askers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Asker asker = new Asker(loop, i);
            askers.add(asker);
            threads.add(Thread.ofPlatform().start(() -> asker.begin(begin, work)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return askers;
    }

    private void begin(CyclicBarrier begin, Consumer<Asker> work) {
        try {
            begin.await();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
        work.accept(this);
    }

    /// Waits for the answer; returns why it was refused.
    static Optional<Refusal> refusalOf(CompletableFuture<Applied> answer) {
        try {
            answer.join();
            return Optional.empty();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RefusedException refused) {
                return Optional.of(refused.refusal());
            }
            throw failed;
        }
    }

    void add(String name) {
        asked.add(new Asked(name, loop.submit(job(name).add())));
    }

    /// Asks for a job that nobody else asks for.
    void addOwn(int i) {
        add("own-" + number + "-" + i);
    }

    List<Asked> asked() {
        return asked;
    }

    /// Tells whether the last thing asked was refused at once, because the loop ends.
    boolean foundItClosed() {
        return !asked.isEmpty()
                && asked.getLast().answer().isCompletedExceptionally()
                && asked.getLast()
                        .refusal()
                        .filter(Refusal.ShuttingDown.class::isInstance)
                        .isPresent();
    }
}
