package dev.jobd.daemon.server;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A daemon for each test, and a client that is connected to it.
@Timeout(60)
public abstract class RigFixture {
    /// Where the daemon has its files.
    @TempDir protected Path directory;

    /// The daemon.
    protected Rig rig;

    /// The client.
    protected Client client;

    @BeforeEach
    void open() {
        rig = new Rig(directory);
        client = rig.connect();
    }

    @AfterEach
    void close() {
        client.close();
        rig.close();
    }
}
