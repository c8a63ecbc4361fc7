package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.Client;
import dev.jobd.daemon.server.Rig;
import dev.jobd.daemon.store.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VerifyHandlerTest {
    @TempDir Path directory;

    @Test
    void findingsComeALineEach() {
        try (Rig rig = new Rig(directory);
                Client client = rig.connect()) {
            rig.store.find(Finding.ok("store", "fine"));
            rig.store.find(new Finding(Finding.Level.BAD, "store", "broken", "mend"));
            client.call("verify", "{}");
            List<String> lines = client.feed().stream().map(Object::toString).toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(1)).contains("fine").doesNotContain("cure");
            assertThat(lines.get(2)).contains("bad", "broken", "mend");
            assertThat(lines.get(3)).contains("done");
        }
    }
}
