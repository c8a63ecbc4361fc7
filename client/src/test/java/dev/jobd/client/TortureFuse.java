package dev.jobd.client;

import java.util.concurrent.CountDownLatch;

/// Burns down with each answer of the daemon; at its end the daemon is killed.
final class TortureFuse {
    private final CountDownLatch answers;

    TortureFuse(int answers) {
        this.answers = new CountDownLatch(answers);
    }

    void burn() {
        answers.countDown();
    }

    /// Lets nobody wait any longer: a client has ended.
    void blow() {
        while (answers.getCount() > 0) {
            answers.countDown();
        }
    }

    /// Returns when so many answers have come.
    void await() throws InterruptedException {
        answers.await();
    }
}
