package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.RandomChanges;
import dev.jobd.daemon.store.Samples;
import dev.jobd.daemon.store.TimelineKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is said of stores, sound and damaged, with a daemon and without.
@Timeout(120)
class VerifyTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final OpenOptions OPTIONS =
            new OpenOptions(
                    false, new Limits(1 << 30, 1 << 30, NEVER, NEVER, 1), JournalFile::open);

    @TempDir Path directory;

    private MapDbStore open() {
        return MapDbStore.open(directory, OPTIONS);
    }

    /// Leaves two generations and a journal.
    private MapDbStore filled() throws IOException {
        MapDbStore store = open();
        RandomChanges changes = new RandomChanges(new SplittableRandom(7));
        changes.save(store, 100);
        store.engine().checkpoint();
        changes.save(store, 60);
        store.engine().checkpoint();
        changes.save(store, 40);
        return store;
    }

    private static List<Finding> verify(MapDbStore store) throws IOException {
        return store.verify((_, _) -> {});
    }

    private static void assertSound(List<Finding> findings) {
        assertThat(findings).isNotEmpty().allMatch(it -> it.level() == Finding.Level.OK);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }

    private Path newest(String stem) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(stem))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    @Test
    void aSoundStoreIsFoundSoundWithAndWithoutADaemon() throws IOException {
        MapDbStore store = filled();
        assertSound(verify(store));
        assertThat(MapDbStore.check(directory))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("in use by process"));
        store.engine().abandon();
        Map<String, byte[]> before = content();
        List<Finding> findings = MapDbStore.check(directory);
        assertSound(findings);
        assertThat(findings).hasSize(3);
        Map<String, byte[]> after = content();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
    }

    private Map<String, byte[]> content() throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                content.put(file.toString(), Files.readAllBytes(file));
            }
        }
        return content;
    }

    @Test
    void aPlaceWithoutAStoreIsNoTrouble() {
        assertSound(MapDbStore.check(directory));
        assertSound(MapDbStore.check(directory.resolve("nothing")));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsWrittenMeanwhileIsNoDamage() throws Exception {
        MapDbStore store = open();
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            RandomChanges changes = new RandomChanges(new SplittableRandom(8));
                            while (!stop.get()) {
                                changes.save(store, 20);
                                try {
                                    store.engine().checkpoint();
                                    store.engine().merge();
                                } catch (IOException failure) {
                                    throw new IllegalStateException(failure);
                                }
                            }
                        });
        for (int i = 0; i < 40; i++) {
            assertSound(verify(store));
        }
        stop.set(true);
        writer.join();
        store.close();
    }

    @Test
    void aFileThatGoesBadUnderADaemonIsFound() throws IOException {
        MapDbStore store = filled();
        Path file = newest("history-");
        flip(file);
        assertThat(verify(store))
                .anySatisfy(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.BAD);
                    assertThat(finding.text()).contains(file.toString());
                    assertThat(finding.cure()).contains("jobctl backup");
                });
        store.engine().abandon();
    }

    @Test
    void aBadStandInIsAWarning() throws IOException {
        MapDbStore store = filled();
        flip(directory.resolve("manifest.prev"));
        assertThat(verify(store))
                .filteredOn(finding -> finding.level() != Finding.Level.OK)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.WARN);
                    assertThat(finding.text()).contains("manifest.prev");
                });
        store.engine().abandon();
    }

    @Test
    void aDamagedJournalIsFoundWithItsCure() throws IOException {
        MapDbStore store = filled();
        Path journal = newest("journal-");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[SegmentHeader.LENGTH + 30] ^= 4;
        Files.write(journal, bytes);
        assertThat(verify(store)).anySatisfy(VerifyTest::isJournalDamage);
        store.engine().abandon();
        assertThat(MapDbStore.check(directory))
                .singleElement()
                .satisfies(VerifyTest::isJournalDamage);
    }

    private static void isJournalDamage(Finding finding) {
        assertThat(finding.level()).isEqualTo(Finding.Level.BAD);
        assertThat(finding.text()).contains("journal-").contains("is damaged at byte 64");
        assertThat(finding.cure()).contains("jobd --recover");
    }

    @Test
    void recordsThatDoNotAgreeAreFound() throws IOException {
        byte[] job = JobCodec.encode(Samples.job(3, "three"));
        byte[] run = RunCodec.encode(Samples.ended(3, 1, Duration.ZERO));
        byte[] key = Keys.run(Samples.job(3, "three").id(), 1);
        byte[] place = Keys.of(TimelineKey.of(Samples.ended(3, 1, Duration.ZERO)).orElseThrow());
        assertFound(new Op(Collection.JOBS.id(), Keys.number(3), job), "not found by its name");
        assertFound(new Op(Collection.NAMES.id(), Keys.text("x"), Keys.number(9)), "the name x");
        assertFound(
                new Op(
                        Collection.STATES.id(),
                        Keys.number(9),
                        JobStateCodec.encode(Samples.dueAt(9, Samples.NOON))),
                "state of job 9");
        assertFound(new Op(Collection.HISTORY.id(), key, run), "not found by its time");
        assertFound(new Op(Collection.ACTIVE.id(), key, run), "still active");
        assertFound(
                new Op(Collection.TIMELINE.id(), place, new byte[0]),
                "has a time and is not there");
        assertFound(new Op(Collection.JOBS.id(), Keys.number(4), new byte[] {1, 2}), "");
    }

    private void assertFound(Op op, String words) throws IOException {
        Path place = Files.createTempDirectory(directory, "store");
        MapDbStore store = MapDbStore.open(place, OPTIONS);
        store.engine().commit(draft -> draft.apply(op)).join();
        assertThat(verify(store))
                .as(words)
                .anySatisfy(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.BAD);
                    assertThat(finding.text()).contains(words);
                });
        store.close();
        assertThat(MapDbStore.check(place)).anyMatch(it -> it.level() == Finding.Level.BAD);
    }

    @Test
    void aNewerStoreIsSaidToBeThat() throws IOException {
        filled().close();
        Path manifest = directory.resolve("manifest");
        Files.writeString(
                manifest, Files.readString(manifest).replace("jobd-store 1.", "jobd-store 7."));
        assertThat(MapDbStore.check(directory))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.text()).contains("written by a newer jobd");
                    assertThat(finding.cure()).contains("install");
                });
        assertThat(Arrays.stream(Finding.Level.values()).map(Finding.Level::word))
                .containsExactly("ok", "warn", "bad");
    }
}
