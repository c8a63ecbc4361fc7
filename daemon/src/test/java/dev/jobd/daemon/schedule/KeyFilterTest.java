package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.RequestKey;
import dev.jobd.testing.Seeds;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyFilterTest {
    static LongStream seeds() {
        return Seeds.upTo(5, 1_000);
    }

    /// A key that is forgotten would have its request done twice.
    @ParameterizedTest
    @MethodSource("seeds")
    void noKeyIsForgottenWhateverElseComesAndGoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyFilter filter = new KeyFilter();
        Set<RequestKey> model = new HashSet<>();
        int keys = random.nextInt(10, 5_000);
        for (int i = 0; i < 20_000; i++) {
            RequestKey key = new RequestKey(random.nextInt(2), "k" + random.nextInt(keys));
            if (random.nextInt(5) < 3) {
                filter.add(key);
                model.add(key);
            } else {
                filter.remove(key);
                model.remove(key);
            }
        }
        for (int i = 0; i < keys; i++) {
            for (int uid = 0; uid < 2; uid++) {
                RequestKey key = new RequestKey(uid, "k" + i);
                assertThat(filter.mayContain(key))
                        .as("%s, seed %d", key, seed)
                        .isEqualTo(model.contains(key));
            }
        }
    }

    @Test
    void whatIsAddedTwiceIsGoneOnceItIsRemoved() {
        KeyFilter filter = new KeyFilter();
        RequestKey key = new RequestKey(0, "k");
        filter.add(key);
        filter.add(key);
        filter.remove(key);

        assertThat(filter.mayContain(key)).isFalse();
        assertThat(filter.mayContain(new RequestKey(1, "k"))).isFalse();
    }
}
