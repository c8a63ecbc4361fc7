package dev.jobd.daemon;

import dev.jobd.testing.BenchSources;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSourcesTest {
    @TempDir Path classes;

    @Test
    void theBenchmarksFitTheCode() throws IOException {
        BenchSources.requireFit(Path.of("../scripts/bench"), classes);
    }
}
