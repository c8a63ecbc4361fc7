package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.StoreException;
import dev.jobd.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Copies the directory of a running store file by file, as `cp -r` would, while it commits, makes
/// checkpoints and merges between any two reads of the copier; then damages copies.
///
/// What opens must be the first so many commits, and not fewer than were acknowledged before the
/// copier began; what does not must say which file is bad, where, and what to do. Replay one seed
/// with `-Dseed=`.
@Timeout(600)
class TornCopyTest {
    @TempDir Path folder;

    static LongStream seeds() {
        return Seeds.upTo(4, 200);
    }

    /// What a copy came to.
    ///
    /// @param commits how many it holds, -1 if it is refused for good
    /// @param strictly whether that was so without `--recover`
    private record Opened(long commits, boolean strictly) {}

    private Opened open(Path copy) throws IOException {
        try {
            return new Opened(content(copy, false), true);
        } catch (StoreException.Damaged damage) {
            assertThat(damage.file().getParent()).isEqualTo(copy);
            assertThat(damage.getMessage())
                    .startsWith(damage.file() + " is damaged at byte " + damage.offset());
            return new Opened(recover(copy, damage), false);
        }
    }

    private long recover(Path copy, StoreException.Damaged damage) throws IOException {
        boolean inJournal = damage.file().getFileName().toString().startsWith("journal-");
        assertThat(damage.cure()).contains(inJournal ? "jobd --recover" : "jobctl restore");
        try {
            long found = content(copy, true);
            assertThat(inJournal).isTrue();
            assertThat(BusyStore.files(copy))
                    .anyMatch(file -> file.getFileName().toString().startsWith("recovered-"));
            assertThat(content(copy, false)).isEqualTo(found);
            return found;
        } catch (StoreException.Damaged again) {
            assertThat(inJournal).as("%s, then %s", damage, again).isFalse();
            assertThat(again).hasMessage(damage.getMessage());
            return -1;
        }
    }

    private static long content(Path copy, boolean recover) throws IOException {
        Engine opened = Engine.open(copy, BusyStore.options(recover));
        try {
            return CrashWriter.check(opened);
        } finally {
            opened.close();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCopyOfARunningStoreHoldsWhatWasAcknowledgedOrIsRefused(long seed) throws IOException {
        BusyStore store = new BusyStore(folder.resolve("original"), new Random(seed));
        for (int i = 0; i < 3; i++) {
            long before = store.acknowledged();
            Opened found = open(store.copyWhileWriting(folder.resolve("copy-" + i)));
            assertThat(found.commits)
                    .as("seed %d, copy %d", seed, i)
                    .isBetween(found.strictly ? before : -1, store.acknowledged());
        }
        store.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDamagedCopyIsTheFirstSoManyCommitsOrIsRefused(long seed) throws IOException {
        Random random = new Random(seed);
        BusyStore store = new BusyStore(folder.resolve("original"), random);
        for (int i = 0; i < 3; i++) {
            store.work(20);
            Path copy = store.copy(folder.resolve("copy-" + i));
            List<Path> files = BusyStore.files(copy);
            Path bad = files.get(random.nextInt(files.size()));
            boolean newest = bad.equals(newestSegment(copy));
            String how = damage(bad, random);
            Opened opened = open(copy);
            long found = opened.commits;
            String what = "seed %d, copy %d: %s %s".formatted(seed, i, bad.getFileName(), how);
            assertThat(found).as(what).isBetween(newest ? 0 : -1L, store.acknowledged());
            if (isMadeGood(bad) || (opened.strictly && !newest)) {
                assertThat(found).as(what).isEqualTo(store.acknowledged());
            }
        }
        store.close();
    }

    /// Each data file and manifest has one before it, and the journal from there on.
    private static boolean isMadeGood(Path bad) {
        String name = bad.getFileName().toString();
        return name.equals("manifest") || name.equals("manifest.prev");
    }

    private static Path newestSegment(Path copy) throws IOException {
        return BusyStore.files(copy).stream()
                .filter(file -> file.getFileName().toString().startsWith("journal-"))
                .max(Path::compareTo)
                .orElseThrow();
    }

    /// Returns a place to damage, rather not among the zeros that nobody reads.
    private static int place(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        for (int i = 0; i < 1000 && bytes[at] == 0; i++) {
            at = random.nextInt(bytes.length);
        }
        return at;
    }

    private static String damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = place(bytes, random);
        return switch (random.nextInt(4)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
                yield "flipped at " + at;
            }
            case 1 -> {
                Files.write(file, Arrays.copyOf(bytes, at));
                yield "cut to " + at;
            }
            case 2 -> {
                int from = Math.max(0, bytes.length - 4096);
                Arrays.fill(bytes, from, bytes.length, (byte) 0);
                Files.write(file, bytes);
                yield "zeroed from " + from;
            }
            default -> {
                Files.delete(file);
                yield "deleted";
            }
        };
    }
}
