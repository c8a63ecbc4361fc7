package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random operations on the queue and on a sorted map, which must agree after each. `-Dseed=` runs
/// one seed again.
class DueQueueModelTest {
    private static final int SEEDS = 200;
    private static final int OPERATIONS = 2_000;

    private final DueQueue<Item> queue = new DueQueue<>();
    private final TreeMap<Key, Item> model = new TreeMap<>(Key.ORDER);
    private final List<Item> items = new ArrayList<>();
    private long sequence;

    private static final class Item extends DueQueue.Entry {
        Key key = new Key(0, 0, 0);
    }

    private record Key(long time, int priority, long arrival) {
        static final Comparator<Key> ORDER =
                Comparator.comparingLong(Key::time)
                        .thenComparing(Key::priority, Comparator.reverseOrder())
                        .thenComparingLong(Key::arrival);
    }

    static LongStream seeds() {
        return Seeds.upTo(SEEDS, 100 * SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theQueueAgreesWithASortedMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int itemCount = 1 << random.nextInt(1, 9);
        long timeBound = 1L << random.nextInt(1, 40);
        for (int i = 0; i < itemCount; i++) {
            items.add(new Item());
        }
        for (int operation = 0; operation < OPERATIONS; operation++) {
            Item item = items.get(random.nextInt(itemCount));
            String what = step(random, item, timeBound);
            assertAgree("seed %d, operation %d: %s".formatted(seed, operation, what), item);
        }
        while (!model.isEmpty()) {
            assertThat(queue.poll()).as("seed %d at the end", seed).isSameAs(pollModel());
        }
        assertThat(queue.poll()).as("seed %d at the end", seed).isNull();
    }

    private String step(SplittableRandom random, Item item, long timeBound) {
        int what = random.nextInt(10);
        if (what < 6) {
            long time = random.nextLong(timeBound);
            int priority = random.nextInt(-2, 3);
            queue.put(item, time, priority);
            model.remove(item.key, item);
            item.key = new Key(time, priority, sequence++);
            model.put(item.key, item);
            return "put at " + time + " with " + priority;
        }
        if (what < 8) {
            queue.remove(item);
            model.remove(item.key, item);
            return "remove";
        }
        Item expected = model.isEmpty() ? null : pollModel();
        assertThat(queue.poll()).isSameAs(expected);
        return "poll";
    }

    private Item pollModel() {
        return model.pollFirstEntry().getValue();
    }

    private void assertAgree(String message, Item item) {
        boolean isQueued = model.get(item.key) == item;
        assertThat(queue.size()).as(message).isEqualTo(model.size());
        assertThat(item.isQueued()).as(message).isEqualTo(isQueued);
        if (isQueued) {
            assertThat(queue.timeOf(item)).as(message).isEqualTo(item.key.time());
        }
        assertThat(queue.peek())
                .as(message)
                .isSameAs(model.isEmpty() ? null : model.firstEntry().getValue());
        assertThat(queue.earliest())
                .as(message)
                .isEqualTo(model.isEmpty() ? Long.MAX_VALUE : model.firstKey().time());
    }
}
