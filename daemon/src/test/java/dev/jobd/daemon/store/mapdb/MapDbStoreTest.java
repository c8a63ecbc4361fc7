package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.HistoryContract;
import dev.jobd.daemon.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class MapDbStoreTest implements HistoryContract {
    @TempDir Path directory;

    private final FaultyFiles files = new FaultyFiles();
    private Store store;

    @BeforeEach
    void open() {
        store = MapDbStore.open(directory, new OpenOptions(false, Limits.standard(), files));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Store reopen() {
        store.close();
        open();
        return store;
    }

    @Override
    public void failNext() {
        files.failNext(FaultyFiles.Fault.FULL);
    }
}
