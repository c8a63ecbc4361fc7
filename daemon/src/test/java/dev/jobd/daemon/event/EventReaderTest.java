package dev.jobd.daemon.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.daemon.store.RandomChanges;
import dev.jobd.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventReaderTest {
    private static final int BATCHES = 60;

    private final InMemoryStore store = new InMemoryStore();
    private final SharedJobs shared = new SharedJobs();
    private int held;

    /// Lets everything be held, and counts.
    private final EventReader.Memory memory =
            new EventReader.Memory() {
                @Override
                public Held hold(long bytes) {
                    held++;
                    return () -> held--;
                }

                @Override
                public void briefly(Runnable work) {
                    work.run();
                }
            };

    static LongStream seeds() {
        return Seeds.upTo(20, 2_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Tag("P14")
    void howeverLittleIsHeldAtOnceTheSameIsTold(long seed) throws IOException {
        RandomChanges changes = new RandomChanges(new SplittableRandom(seed));
        List<Happening> toldAtOnce = new ArrayList<>();
        try (EventReader live = new EventReader(store, 0, shared)) {
            for (int i = 0; i < BATCHES; i++) {
                changes.save(store, 1);
                live.readOn(memory, toldAtOnce::add);
            }
        }
        assertThat(toldAtOnce).as("seed %d", seed).isNotEmpty();
        for (long large : new long[] {1, 500, 2_000, 1 << 20}) {
            List<Happening> told = new ArrayList<>();
            try (EventReader reader = new EventReader(store, 0, shared, large)) {
                reader.readOn(memory, told::add);
            }
            assertThat(told).as("held %d bytes, seed %d", large, seed).isEqualTo(toldAtOnce);
        }
        assertThat(held).isZero();
    }
}
