package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.daemon.store.Samples;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreImage;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Writes a small store with one of everything: what a version leaves behind for all later ones.
/// Its files are mostly zeros, so they are kept zipped.
final class SampleStore {
    /// Where the stores of all versions lie.
    static final Path ALL = Path.of("src/test/resources/stores");

    private SampleStore() {}

    /// Writes the store of the version named by the argument.
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("store");
        MapDbStore store = MapDbStore.open(directory, MapDbStore.Mode.STRICT);
        List<Batch> batches = batches();
        for (int i = 0; i < batches.size(); i++) {
            store.commit(batches.get(i)).join();
            // Two generations of files, and a journal behind them.
            if (i == batches.size() / 3 || i == 2 * batches.size() / 3) {
                store.engine().checkpoint();
            }
        }
        store.engine().abandon();
        Files.createDirectories(ALL);
        zip(directory, ALL.resolve(arguments[0] + ".zip"));
    }

    private static void zip(Path directory, Path target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target));
                Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(it -> !it.endsWith("lock")).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
                Files.delete(file);
            }
        }
    }

    /// Lays the files of a version into a directory.
    static void unzip(Path version, Path directory) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(version))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, directory.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
    }

    /// Returns what it shows.
    static StoreImage image() {
        Store store = new InMemoryStore();
        batches().forEach(batch -> store.commit(batch).join());
        return StoreImage.of(store);
    }

    /// Returns the zipped stores of all versions.
    static List<Path> versions() throws IOException {
        try (Stream<Path> all = Files.list(ALL)) {
            return all.sorted().toList();
        }
    }

    private static List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        long number = 0;
        for (Object sample : RecordSamples.first().values()) {
            number++;
            switch (sample) {
                case Job job -> batches.add(Batch.of(Samples.make(numbered(job, number))));
                case JobState state -> {
                    batches.add(Batch.of(Samples.make(Samples.job(number, "of-state-" + number))));
                    batches.add(Batch.of(new Change.PutState(of(state, number), Optional.empty())));
                }
                case Run run -> {
                    batches.add(Batch.of(Samples.make(Samples.job(number, "of-run-" + number))));
                    batches.add(Batch.of(Samples.make(of(run, number))));
                }
                case Group group -> batches.add(Batch.of(new Change.PutGroup(group)));
                default -> throw new IllegalStateException("no such record");
            }
        }
        batches.addAll(changes(number + 1));
        return batches;
    }

    /// A job that was renamed and removed, whose run outlived it.
    private static List<Batch> changes(long number) {
        Job job = Samples.job(number, "before");
        Job renamed =
                job.withDefinition(
                        job.definition().withName(new JobName("after")),
                        Samples.NOON.plusSeconds(1));
        Run queued = Samples.queued(number, 1);
        Run running = queued.withState(new RunState.Running(1, Samples.NOON, 4711));
        return List.of(
                Batch.of(Samples.make(job), Samples.make(queued)),
                Batch.of(new Change.PutJob(renamed, 1)),
                Batch.of(new Change.PutRun(running, Optional.of(queued.state()))),
                Batch.of(new Change.RemoveJob(job.id(), 2)));
    }

    private static Job numbered(Job job, long number) {
        JobDefinition definition = job.definition();
        return new Job(
                new JobId(number),
                job.revision(),
                definition.withName(new JobName(definition.name().text() + "-" + number)),
                job.createdAt(),
                job.updatedAt());
    }

    private static JobState of(JobState state, long number) {
        return new JobState(
                new JobId(number),
                state.nextDue(),
                state.pause(),
                state.lastRun(),
                state.counts(),
                state.lastEnd(),
                state.failures(),
                state.skipNext(),
                state.made(),
                state.met());
    }

    private static Run of(Run run, long number) {
        return new Run(
                Samples.run(number, 1),
                run.trigger(),
                run.by(),
                run.dueAt(),
                run.queuedAt(),
                run.attemptsMax(),
                run.attempts(),
                run.state());
    }
}
