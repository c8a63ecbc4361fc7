package dev.jobd.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatePathTest {
    private static final Path HOME = Path.of("/home/ann");

    @Test
    void theNamedDirectoryWins() {
        Map<String, String> environment =
                Map.of("JOBD_STATE", "/srv/jobd/../state", "XDG_STATE_HOME", "/x");
        assertThat(StatePath.of(environment, true, HOME)).isEqualTo(Path.of("/srv/state"));
    }

    @Test
    void rootKeepsItWithTheSystem() {
        assertThat(StatePath.of(Map.of("XDG_STATE_HOME", "/x"), true, HOME))
                .isEqualTo(Path.of("/var/lib/jobd"));
    }

    @Test
    void aUserKeepsItWhereTheSessionSays() {
        assertThat(StatePath.of(Map.of("XDG_STATE_HOME", "/x"), false, HOME))
                .isEqualTo(Path.of("/x/jobd"));
    }

    @Test
    void aUserKeepsItAtHomeOtherwise() {
        assertThat(StatePath.of(Map.of("XDG_STATE_HOME", "not/absolute"), false, HOME))
                .isEqualTo(Path.of("/home/ann/.local/state/jobd"));
        assertThat(StatePath.of(Map.of("JOBD_STATE", ""), false, HOME))
                .isEqualTo(Path.of("/home/ann/.local/state/jobd"));
    }
}
