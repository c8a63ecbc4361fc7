package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MergeRuleTest {
    private static int firstMerged(OptionalLong live, Long... rows) {
        return MergeRule.firstMerged(List.of(rows), live);
    }

    @Test
    void aFileIsTakenInOnceTheNewerOnesHaveAsManyRows() {
        OptionalLong unknown = OptionalLong.empty();
        assertThat(firstMerged(unknown)).isZero();
        assertThat(firstMerged(unknown, 5L)).isEqualTo(1);
        assertThat(firstMerged(unknown, 6L, 5L)).isEqualTo(2);
        assertThat(firstMerged(unknown, 5L, 5L)).isZero();
        assertThat(firstMerged(unknown, 100L, 50L, 8L, 8L)).isEqualTo(2);
        // What is too large for its neighbour alone is not too large for all of them.
        assertThat(firstMerged(unknown, 100L, 8L, 5L, 4L)).isEqualTo(1);
    }

    @Test
    void allAreTakenInOnceMostOfThemIsDead() {
        assertThat(firstMerged(OptionalLong.of(55), 100L, 10L)).isEqualTo(2);
        assertThat(firstMerged(OptionalLong.of(54), 100L, 10L)).isZero();
        assertThat(firstMerged(OptionalLong.of(0), 100L, 10L)).isZero();
        // A single file holds only what was live when it was made: nothing is won.
        assertThat(firstMerged(OptionalLong.of(0), 100L)).isEqualTo(1);
    }

    static LongStream seeds() {
        return Seeds.upTo(20, 2_000);
    }

    /// Puts, deletes of random rows, and merges as the rule says, in numbers only.
    @ParameterizedTest
    @MethodSource("seeds")
    void filesAreFewAndBoundedAndRowsAreCopiedSeldom(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> files = new ArrayList<>();
        long live = 0;
        long written = 0;
        long copied = 0;
        for (int step = 0; step < 2000; step++) {
            long puts = random.nextLong(200);
            long deletes = random.nextLong(Math.min(live, 250) + 1);
            live += puts - deletes;
            written += puts + deletes;
            files.add(puts + deletes);
            int first = MergeRule.firstMerged(files, OptionalLong.of(live));
            if (first < files.size()) {
                List<Long> merged = files.subList(first, files.size());
                // The worst: nothing but the rows of deletes that have reached the oldest goes.
                long sum = merged.stream().mapToLong(Long::longValue).sum();
                merged.clear();
                files.add(first == 0 ? live : sum);
                copied += files.getLast();
            }
            assertThat(files.size()).as("seed %d", seed).isLessThan(24);
            if (files.size() > 1) {
                assertThat(files.stream().mapToLong(Long::longValue).sum())
                        .as("seed %d, rows", seed)
                        .isLessThanOrEqualTo(2 * live + 1);
            }
        }
        assertThat(copied).as("seed %d, copies", seed).isLessThan(18 * written);
    }
}
