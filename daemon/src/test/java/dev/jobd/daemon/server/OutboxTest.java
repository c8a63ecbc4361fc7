package dev.jobd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {
    private static final int REPLIES = 64;
    private static final MemoryPart.Share NONE = MemoryPart.Share.NONE;

    private final ClientMemory memory = new ClientMemory(64 << 20);
    private final Outbox outbox = new Outbox(REPLIES);
    private final AtomicInteger made = new AtomicInteger();
    private final List<Integer> madeAtWrite = new ArrayList<>();
    private final List<Integer> written = new ArrayList<>();

    private void drain(int bytes) throws IOException {
        for (int i = 0; i < REPLIES; i++) {
            outbox.complete(
                    outbox.reserve(NONE),
                    () -> {
                        made.incrementAndGet();
                        return new byte[bytes];
                    });
        }
        outbox.finish();
        outbox.drainTo(line -> {
            written.add(line.length);
            madeAtWrite.add(made.get());
        });
    }

    @Test
    void ofLargeRepliesOneIsMadeAndWrittenAtATime() throws IOException {
        drain(1 << 20);
        assertThat(written).hasSize(REPLIES).containsOnly(1 << 20);
        assertThat(madeAtWrite).startsWith(1, 2, 3);
    }

    @Test
    void noMoreRequestsAreBegunThanMayWaitForTheirAnswers() throws Exception {
        Replies.Slot first = outbox.reserve(NONE);
        for (int i = 1; i < REPLIES; i++) {
            outbox.reserve(NONE);
        }
        Thread one = oneMore();
        outbox.complete(first, new byte[1], NONE);
        assertWaits(one);
        Thread.ofPlatform().daemon().start(this::drainQuietly);
        one.join();
    }

    @Test
    void noMoreRequestsAreBegunWhileMuchIsToBeTaken() throws Exception {
        outbox.complete(outbox.reserve(NONE), new byte[(64 << 10) + 1], NONE);
        Thread one = oneMore();
        assertWaits(one);
        Thread.ofPlatform().daemon().start(this::drainQuietly);
        one.join();
    }

    private Thread oneMore() {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        outbox.reserve(NONE);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static void assertWaits(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).as("it went on").isTrue();
            Thread.onSpinWait();
        }
    }

    private void drainQuietly() {
        try {
            outbox.drainTo(_ -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatRepliesTakeInMemoryIsGivenBackHoweverItEnds() throws IOException {
        Replies.Slot sent = outbox.reserve(share());
        Replies.Slot left = outbox.reserve(share());
        Replies.Slot late = outbox.reserve(share());
        outbox.complete(sent, new byte[1], share());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        outbox.drainTo(_ -> {
                            throw new IOException("gone");
                        }));
        outbox.complete(left, new byte[1], share());
        outbox.abandon();
        outbox.complete(late, new byte[1], share());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> outbox.reserve(share()));
        assertThat(memory.answer(MemoryPart.Holder.PROMPT, Integer.MAX_VALUE, 0)).isPresent();
    }

    @Test
    void whatLinesOfFeedsTakeInMemoryIsGivenBackHoweverItEnds() throws Exception {
        PushQueue.Feeder ended = new PushQueue.Feeder();
        PushQueue.Feeder other = new PushQueue.Feeder();
        outbox.push(ended, new byte[1], share());
        outbox.push(other, new byte[1], share());
        outbox.end(ended);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> outbox.push(ended, new byte[1], share()));
        outbox.abandon();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> outbox.push(other, new byte[1], share()));
        assertThat(memory.answer(MemoryPart.Holder.PROMPT, Integer.MAX_VALUE, 0)).isPresent();
    }

    @Test
    void aFeedWhoseReplyComesTooLateTakesNoPlace() throws IOException {
        Replies.Slot early = outbox.reserve(NONE);
        Replies.Slot late = outbox.reserve(NONE);
        assertThat(outbox.completeWithFeed(early, new byte[1], () -> {})).isTrue();
        assertThat(outbox.abandon()).isOne();
        assertThat(outbox.completeWithFeed(late, new byte[1], () -> {})).isFalse();
        assertThat(outbox.abandon()).isZero();
    }

    /// Takes some of what must all be there at the end.
    private MemoryPart.Share share() {
        return memory.answer(MemoryPart.Holder.PROMPT, ClientMemory.SMALL + 1, 0).orElseThrow();
    }

    @Test
    void smallRepliesAreWrittenTogether() throws IOException {
        drain(100);
        assertThat(written).containsExactly(REPLIES * 100);
    }
}
