package dev.jobd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.socket.LineReader;
import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientMemoryTest {
    private static final int MEGABYTE = 1 << 20;
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final MemoryPart.Holder PROMPT = MemoryPart.Holder.PROMPT;

    private final ClientMemory memory = new ClientMemory(240L * MEGABYTE);

    @Test
    @Tag("P8")
    void largeAnswersAreRefusedUntilOthersAreTaken() {
        List<MemoryPart.Share> taken = new ArrayList<>();
        Optional<MemoryPart.Share> next = memory.answer(PROMPT, 4 * MEGABYTE, 0);
        while (next.isPresent()) {
            taken.add(next.get());
            next = memory.answer(PROMPT, 4 * MEGABYTE, 0);
        }
        assertThat(taken).hasSize(7);
        assertThat(memory.answer(PROMPT, ClientMemory.SMALL, 0)).isPresent();
        taken.getFirst().giveBack();
        taken.getFirst().giveBack();
        assertThat(memory.answer(PROMPT, 4 * MEGABYTE, 0)).isPresent();
        assertThat(memory.answer(PROMPT, 4 * MEGABYTE, 0)).isEmpty();
    }

    @Test
    @Tag("P8")
    void aLargeRequestWaitsForOthersAndSmallOnesPassBy() throws InterruptedException {
        MemoryPart.Share first = memory.request(PROMPT, 4 * MEGABYTE, LONG).orElseThrow();
        Thread second = Thread.ofPlatform().start(() -> memory.request(PROMPT, MEGABYTE, LONG));
        while (second.getState() != Thread.State.TIMED_WAITING) {
            assertThat(second.isAlive()).as("it went on").isTrue();
            Thread.onSpinWait();
        }
        assertThat(memory.request(PROMPT, LineReader.BUFFER_BYTES, Duration.ZERO)).isPresent();
        assertThat(memory.request(PROMPT, LineReader.BUFFER_BYTES + 1, Duration.ZERO)).isEmpty();
        first.giveBack();
        second.join();
    }

    @Test
    @Tag("P8")
    void whatIsLargerThanAllOfItGetsAllOfIt() {
        assertThat(memory.line(PROMPT, 100L * MEGABYTE, 0)).isPresent();
        assertThat(memory.line(PROMPT, 100L * MEGABYTE, 1)).isEmpty();
        assertThat(memory.line(PROMPT, ClientMemory.SMALL, 1)).isPresent();
    }

    @Test
    @Tag("P8")
    void onlySoManyMakeWhatTakesMuchAtOnce() {
        ClientMemory one = new ClientMemory(MEGABYTE);
        List<String> done = new ArrayList<>();
        one.make(
                LONG,
                () -> {
                    assertThatExceptionOfType(WireErrorException.class)
                            .isThrownBy(() -> one.make(Duration.ZERO, () -> done.add("second")))
                            .satisfies(e -> assertThat(e.error().code()).isEqualTo("busy"));
                    return done.add("first");
                });
        one.make(Duration.ZERO, () -> done.add("third"));
        assertThat(done).containsExactly("first", "third");
    }
}
