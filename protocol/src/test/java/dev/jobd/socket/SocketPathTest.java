package dev.jobd.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Covers S10: a path that is too long is refused with a sentence.
class SocketPathTest {
    private static final Path HOME = Path.of("/home/u");

    @Test
    void theEnvironmentNamesItFirst() {
        Map<String, String> environment =
                Map.of("JOBD_SOCKET", "/a/../b.sock", "XDG_RUNTIME_DIR", "/run/user/5");

        assertThat(SocketPath.of(environment, false, HOME)).isEqualTo(Path.of("/b.sock"));
    }

    @Test
    void theRuntimeDirectoryComesNext() {
        assertThat(SocketPath.of(Map.of("XDG_RUNTIME_DIR", "/run/user/5"), false, HOME))
                .isEqualTo(Path.of("/run/user/5/jobd/jobd.sock"));
        assertThat(SocketPath.of(Map.of("XDG_RUNTIME_DIR", "relative"), false, HOME))
                .isEqualTo(Path.of("/home/u/.local/state/jobd/run/jobd.sock"));
    }

    @Test
    void rootHasASystemPathAndOthersTheirHome() {
        assertThat(SocketPath.of(Map.of("XDG_RUNTIME_DIR", "/run/user/0"), true, HOME))
                .as("that of a service, which has no runtime directory")
                .isEqualTo(Path.of("/run/jobd/jobd.sock"));
        assertThat(SocketPath.of(Map.of("JOBD_SOCKET", ""), true, HOME))
                .isEqualTo(Path.of("/run/jobd/jobd.sock"));
        assertThat(SocketPath.of(Map.of(), false, HOME))
                .isEqualTo(Path.of("/home/u/.local/state/jobd/run/jobd.sock"));
    }

    @Test
    @Tag("S10")
    void aLongPathIsRefusedByItsBytes() {
        String longest = "/" + "é".repeat(49) + "x";
        Map<String, String> tooLong = Map.of("JOBD_SOCKET", longest + "x");

        assertThat(SocketPath.of(Map.of("JOBD_SOCKET", longest), false, HOME))
                .isEqualTo(Path.of(longest));
        assertThatThrownBy(() -> SocketPath.of(tooLong, false, HOME))
                .isInstanceOf(SocketPathException.class)
                .hasMessageContaining("101 bytes")
                .hasMessageContaining("JOBD_SOCKET");
    }
}
