package dev.jobd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.event.EventReader;
import dev.jobd.socket.LineReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("P8")
class ClientMemoryTest {
    private static final int MEGABYTE = 1 << 20;

    private final ClientMemory memory = new ClientMemory(240L * MEGABYTE);

    @Test
    void largeAnswersAreRefusedUntilOthersAreTaken() {
        List<ClientMemory.Share> taken = new ArrayList<>();
        Optional<ClientMemory.Share> next = memory.answer(4 * MEGABYTE);
        while (next.isPresent()) {
            taken.add(next.get());
            next = memory.answer(4 * MEGABYTE);
        }
        assertThat(taken).hasSize(7);
        assertThat(memory.answer(ClientMemory.SMALL)).isPresent();
        taken.getFirst().giveBack();
        taken.getFirst().giveBack();
        assertThat(memory.answer(4 * MEGABYTE)).isPresent();
        assertThat(memory.answer(4 * MEGABYTE)).isEmpty();
    }

    @Test
    void aLargeRequestWaitsForOthersAndSmallOnesPassBy() throws InterruptedException {
        ClientMemory.Share first = memory.request(4 * MEGABYTE);
        Thread second = Thread.ofPlatform().start(() -> memory.request(MEGABYTE));
        while (second.getState() != Thread.State.WAITING) {
            assertThat(second.isAlive()).as("it went on").isTrue();
            Thread.onSpinWait();
        }
        memory.request(LineReader.BUFFER_BYTES);
        first.giveBack();
        second.join();
    }

    @Test
    void whatIsLargerThanAllOfItGetsAllOfIt() {
        assertThat(memory.line(100L * MEGABYTE, 0)).isPresent();
        assertThat(memory.line(100L * MEGABYTE, 1)).isEmpty();
        assertThat(memory.line(ClientMemory.SMALL, 1)).isPresent();
    }

    @Test
    void aFeedReadsMuchIfItCanAndLittleInAnyCase() {
        try (EventReader.Memory.Held much = reading(1_000).orElseThrow()) {
            assertThat(much.bytes()).isEqualTo(20L * MEGABYTE);
            assertThat(reading(1_000).orElseThrow().bytes()).isEqualTo(ClientMemory.SMALL);
            assertThat(reading(15 * MEGABYTE)).isEmpty();
        }
        assertThat(reading(15 * MEGABYTE)).isPresent();
    }

    private Optional<EventReader.Memory.Held> reading(long least) {
        return memory.reading(least, 20L * MEGABYTE, 1);
    }
}
