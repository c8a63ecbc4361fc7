package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random commits, checkpoints, crashes and restarts against sorted maps. Replay one seed with
/// `-Dseed=`.
class EngineModelTest {
    /// Segments so small that collections get many.
    private static final Limits LIMITS =
            new Limits(1 << 30, 1 << 30, Duration.ofDays(1), Duration.ofDays(1), 1 << 20);

    private static final List<Collection> ALL = List.of(Collection.values());

    private static final int STEPS = Seeds.bound(40, 80);

    @TempDir Path directory;

    private final Map<Collection, NavigableMap<String, String>> model =
            new EnumMap<>(Collection.class);

    static LongStream seeds() {
        return Seeds.upTo(2, 600);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(60)
    void contentIsThatOfSortedMapsAfterAnyOperations(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        // Small files count as full in every other run, so that segments pile up.
        long segmentBytes = seed % 2 == 0 ? LIMITS.segmentBytes() : 1;
        Limits limits = new Limits(1 << 30, 1 << 30, LIMITS.age(), LIMITS.age(), segmentBytes);
        OpenOptions options = new OpenOptions(false, limits, JournalFile::open);
        Engine engine = Engine.open(directory, options);
        long epoch = 1;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> engine.checkpoint();
                case 2 -> {
                    engine.abandon();
                    engine = Engine.open(directory, options);
                    epoch++;
                }
                case 3 -> {
                    engine.close();
                    engine = Engine.open(directory, options);
                    epoch++;
                }
                case 4 -> engine.merge();
                default -> commit(engine, random);
            }
            check(engine, random, seed);
        }
        assertThat(engine.identity().epoch()).isEqualTo(epoch);
        engine.close();
    }

    private void commit(Engine engine, SplittableRandom random) {
        List<Op> ops = new ArrayList<>();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            Collection collection = ALL.get(random.nextInt(ALL.size()));
            NavigableMap<String, String> map = content(collection);
            String key = "k" + random.nextInt(60);
            // Segmented collections promise to write a key once and delete what is there.
            boolean segmented = Collection.layoutOf(collection.id()) == Collection.Layout.SEGMENTS;
            boolean delete = segmented ? map.containsKey(key) : random.nextInt(3) == 0;
            if (delete) {
                map.remove(key);
                ops.add(new Op(collection.id(), bytes(key), null));
            } else {
                String value = "v".repeat(random.nextInt(300));
                map.put(key, value);
                ops.add(new Op(collection.id(), bytes(key), bytes(value)));
            }
        }
        engine.commit(draft -> ops.forEach(draft::apply)).join();
    }

    private void check(Engine engine, SplittableRandom random, long seed) {
        try (View view = engine.view()) {
            for (Collection collection : ALL) {
                String lower = random.nextBoolean() ? "k" + random.nextInt(60) : "";
                String upper = random.nextBoolean() ? "k" + random.nextInt(60) : "z";
                Range range = Range.after(bytes(lower)).below(bytes(upper));
                List<String> expected = new ArrayList<>();
                content(collection)
                        .forEach((key, value) -> {
                            if (key.compareTo(lower) > 0 && key.compareTo(upper) < 0) {
                                expected.add(key + "=" + value);
                            }
                        });
                if (random.nextBoolean()) {
                    range = range.downwards();
                    Collections.reverse(expected);
                }
                assertThat(texts(view.scan(collection, range)))
                        .as("seed %d, %s after %s below %s", seed, collection, lower, upper)
                        .isEqualTo(expected);
                String key = "k" + random.nextInt(60);
                byte[] value = view.get(collection, bytes(key));
                assertThat(value == null ? null : text(value))
                        .as("seed %d, %s %s", seed, collection, key)
                        .isEqualTo(content(collection).get(key));
                if (Collection.isCounted(collection.id())) {
                    assertThat(view.count(collection))
                            .as("seed %d, number of %s", seed, collection)
                            .isEqualTo(content(collection).size());
                }
            }
        }
    }

    private NavigableMap<String, String> content(Collection collection) {
        return model.computeIfAbsent(collection, _ -> new TreeMap<>());
    }

    private static List<String> texts(Iterator<Row> rows) {
        List<String> texts = new ArrayList<>();
        rows.forEachRemaining(row -> texts.add(text(row.key()) + "=" + text(row.value())));
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
