package dev.jobd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.MemoryPart.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryPartTest {
    private static final long LONG = 50_000_000_000L;
    private static final long AT_ONCE = 0;

    private final MemoryPart part = new MemoryPart(100);
    private final List<String> letGo = new ArrayList<>();
    private Share held = Share.NONE;

    /// A client that has waited so long, and gives back when it is let go.
    private final class Slow implements MemoryPart.Holder {
        private final String name;
        private final long behindNanos;
        private Share share = Share.NONE;

        private Slow(String name, long graces) {
            this.name = name;
            behindNanos = MemoryPart.GRACE.multipliedBy(graces).toNanos();
        }

        private Slow with(int bytes) {
            share = part.take(this, bytes, AT_ONCE).orElseThrow();
            return this;
        }

        @Override
        public long behindNanos() {
            return behindNanos;
        }

        @Override
        public void letGo() {
            letGo.add(name);
            share.giveBack();
        }
    }

    @Test
    @Tag("P8")
    void theSlowestAreLetGoUntilThereIsRoom() {
        new Slow("slow", 2).with(30);
        new Slow("slowest", 3).with(30);
        new Slow("prompt", 0).with(30);

        assertThat(part.take(MemoryPart.Holder.PROMPT, 35, LONG)).isPresent();
        assertThat(letGo).containsExactly("slowest");
        assertThat(part.take(MemoryPart.Holder.PROMPT, 30, LONG)).isPresent();
        assertThat(letGo).containsExactly("slowest", "slow");
    }

    @Test
    @Tag("P8")
    void nobodyIsLetGoWhileNobodyWaits() {
        new Slow("slowest", 3).with(100);

        assertThat(part.take(MemoryPart.Holder.PROMPT, 1, AT_ONCE)).isEmpty();
        assertThat(letGo).isEmpty();
    }

    @Test
    @Tag("P8")
    void whoIsInTimeIsNotLetGo() {
        new Slow("prompt", 0).with(100);

        assertThat(part.take(MemoryPart.Holder.PROMPT, 1, 1)).isEmpty();
        assertThat(letGo).isEmpty();
    }

    @Test
    @Tag("P8")
    void whoAsksLaterWaitsBehindWhoAskedForMore() throws InterruptedException {
        Share all = part.take(MemoryPart.Holder.PROMPT, 90, AT_ONCE).orElseThrow();
        AtomicReference<Optional<Share>> large = new AtomicReference<>(Optional.empty());
        CountDownLatch taken = new CountDownLatch(1);
        Thread first =
                Thread.ofPlatform()
                        .start(() -> {
                            large.set(part.take(MemoryPart.Holder.PROMPT, 50, LONG));
                            taken.countDown();
                        });
        while (first.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(part.take(MemoryPart.Holder.PROMPT, 1, AT_ONCE)).as("small").isEmpty();
        all.giveBack();
        taken.await();
        assertThat(large.get()).isPresent();
        assertThat(part.take(MemoryPart.Holder.PROMPT, 50, AT_ONCE)).isPresent();
    }

    @Test
    @Tag("P8")
    void howLateClientsAreMayChangeWhileItIsLookedAt() {
        SplittableRandom random = new SplittableRandom(1);
        AtomicInteger letGoOf = new AtomicInteger();
        MemoryPart many = new MemoryPart(1_000);
        for (int i = 0; i < 1_000; i++) {
            MemoryPart.Holder fickle =
                    new MemoryPart.Holder() {
                        @Override
                        public long behindNanos() {
                            return random.nextLong(3 * MemoryPart.GRACE.toNanos());
                        }

                        @Override
                        public void letGo() {
                            letGoOf.incrementAndGet();
                        }
                    };
            assertThat(many.take(fickle, 1, AT_ONCE)).isPresent();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(many.take(MemoryPart.Holder.PROMPT, 500, 1)).isEmpty();
        }
        assertThat(letGoOf.get()).isPositive();
    }

    @Test
    @Tag("P8")
    void whoWasLetGoAndStaysIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        MemoryPart.Holder stubborn =
                new MemoryPart.Holder() {
                    @Override
                    public long behindNanos() {
                        return 2 * MemoryPart.GRACE.toNanos();
                    }

                    @Override
                    public void letGo() {
                        if (asked.incrementAndGet() == 2) {
                            held.giveBack();
                        }
                    }
                };
        held = part.take(stubborn, 100, AT_ONCE).orElseThrow();

        assertThat(part.take(MemoryPart.Holder.PROMPT, 100, LONG)).isPresent();
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void whatIsCutOffIsThereForOthers() {
        Share share = part.take(MemoryPart.Holder.PROMPT, 100, AT_ONCE).orElseThrow();

        assertThat(share.cutTo(101)).isFalse();
        assertThat(share.cutTo(40)).isTrue();
        assertThat(part.take(MemoryPart.Holder.PROMPT, 60, AT_ONCE)).isPresent();
        share.giveBack();
        share.giveBack();
        assertThat(part.take(MemoryPart.Holder.PROMPT, 41, AT_ONCE)).isEmpty();
        assertThat(part.take(MemoryPart.Holder.PROMPT, 40, AT_ONCE)).isPresent();
    }

    @Test
    @Tag("P8")
    void whoseLineTheDaemonDoesNotReadIsNotLate() throws InterruptedException {
        Slow client = new Slow("waits itself", 5);
        LineRoom room = new LineRoom(part, client);
        assertThat(room.take(100)).isTrue();
        assertThat(room.behindNanos()).isLessThan(MemoryPart.GRACE.toNanos());
        Thread second = Thread.ofPlatform().start(() -> room.take(1));
        while (second.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(room.behindNanos()).isZero();
        second.join();
        room.giveBack(100);
        assertThat(part.take(MemoryPart.Holder.PROMPT, 100, AT_ONCE)).isPresent();
        assertThat(letGo).isEmpty();
    }
}
