package dev.jobd.daemon.store.mapdb;

import static dev.jobd.daemon.store.mapdb.EngineTest.get;
import static dev.jobd.daemon.store.mapdb.EngineTest.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.StoreContract;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JournalFailureTest {
    @TempDir Path directory;

    private final FaultyFiles files = new FaultyFiles();

    private Engine open() throws IOException {
        return Engine.open(directory, new OpenOptions(false, Limits.standard(), files));
    }

    private static Class<? extends StoreException> expected(FaultyFiles.Fault fault) {
        return fault == FaultyFiles.Fault.FULL
                ? StoreException.Full.class
                : StoreException.Failed.class;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFailedCommitIsNeitherSeenNorFoundAfterwards(FaultyFiles.Fault fault) throws IOException {
        Engine engine = open();
        put(engine, 1, "one").join();
        files.failNext(fault);
        assertThat(StoreContract.failure(put(engine, 2, "two"))).isInstanceOf(expected(fault));
        assertThat(get(engine, 1)).isEqualTo("one");
        assertThat(get(engine, 2)).isEqualTo("nothing");
        engine.recover();
        long seq = put(engine, 3, "three").join().seq();
        assertThat(seq).isEqualTo(2);
        engine.abandon();

        Engine next = open();
        assertThat(get(next, 1)).isEqualTo("one");
        assertThat(get(next, 2)).isEqualTo("nothing");
        assertThat(get(next, 3)).isEqualTo("three");
        next.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "WRITE", "SYNC"})
    void aFailedCommitIsNotFoundAfterACrashRightThen(FaultyFiles.Fault fault) throws IOException {
        Engine engine = open();
        put(engine, 1, "one").join();
        files.failNext(fault);
        assertThat(StoreContract.failure(put(engine, 2, "two"))).isInstanceOf(expected(fault));
        engine.abandon();

        Engine next = open();
        assertThat(get(next, 1)).isEqualTo("one");
        assertThat(get(next, 2)).isEqualTo("nothing");
        next.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatWaitsBehindAFailureFailsToo(FaultyFiles.Fault fault) throws IOException {
        Engine engine = open();
        CompletableFuture<Void> open = new CompletableFuture<>();
        // Held up here, so that what follows gathers behind it.
        CompletableFuture<Committed> first = engine.commit(_ -> open.join());
        files.failNext(fault);
        CompletableFuture<Committed> second = put(engine, 2, "two");
        CompletableFuture<Committed> third = put(engine, 3, "three");
        open.complete(null);
        StoreContract.failure(first);
        StoreContract.failure(second);
        StoreContract.failure(third);
        StoreContract.failure(put(engine, 4, "four"));
        engine.recover();
        assertThat(put(engine, 5, "five").join().seq()).isEqualTo(1);
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "SYNC_AND_CUT"})
    void aFileThatFailedToSyncIsNotWrittenAgain(FaultyFiles.Fault fault) throws IOException {
        Engine engine = open();
        put(engine, 1, "one").join();
        files.failNext(fault);
        StoreContract.failure(put(engine, 2, "two"));
        engine.recover();
        put(engine, 3, "three").join();
        assertThat(directory.resolve(SegmentHeader.fileName(2))).exists();
        engine.close();
    }
}
