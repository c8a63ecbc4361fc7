package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.StoreContract;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommitLoopTest {
    private static final UUID STORE = new UUID(1, 2);

    @TempDir Path path;

    private static final class Broken implements CommitGroup.Published {
        @Override
        public Snapshot get() {
            throw new InternalError("broken");
        }

        @Override
        public void show(Snapshot snapshot) {
            throw new AssertionError("nothing was written");
        }
    }

    @Test
    void anErrorIsToldOfAndNobodyWaitsForEver() throws IOException {
        try (StoreDirectory directory = StoreDirectory.open(path)) {
            Journal journal = new Journal(directory, STORE, JournalFile::open, _ -> {});
            CommitLog log =
                    new CommitLog(
                            directory, STORE, CommitLog.Kept.STANDARD, InstantSource.system(), 0);
            CompletableFuture<Throwable> death = new CompletableFuture<>();
            CommitLoop loop =
                    new CommitLoop(
                            new CommitGroup(
                                    STORE, journal, log, InstantSource.system(), new Broken()),
                            (_, cause) -> death.complete(cause));
            loop.start();
            var _ = loop.commit(_ -> {});
            assertThat(death.join()).isInstanceOf(InternalError.class);
            assertThat(StoreContract.failure(loop.commit(_ -> {})))
                    .isInstanceOf(StoreException.Failed.class);
            loop.close();
        }
    }
}
