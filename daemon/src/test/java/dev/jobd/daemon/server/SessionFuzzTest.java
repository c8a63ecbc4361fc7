package dev.jobd.daemon.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Mutations;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests near those of `src/test/resources/fuzz/requests.txt`, over a real socket: each
/// connection sends some, and everything that comes back is held against the protocol by [Client].
@Timeout(3_600)
class SessionFuzzTest extends RigFixture {
    private static final int LINES_MAX = 8;

    @Test
    @Tag("P1")
    void anythingNearARequestIsAnsweredAsTheProtocolSays() {
        long seed = Seeds.any();
        Mutations mutations = Mutations.of("/fuzz/requests.txt", seed);
        for (byte[] line : mutations.corpus()) {
            converse(line, "the corpus");
        }
        int connections = Seeds.bound(3_000, 300_000);
        for (int i = 0; i < connections; i++) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (int line = 0; line <= i % LINES_MAX; line++) {
                lines.writeBytes(mutations.next());
                lines.write('\n');
            }
            converse(lines.toByteArray(), "-Dseed=%d, connection %d".formatted(seed, i));
        }
        client.call("ping", "{}");
        assertThat(rig.shutdowns).isEmpty();
    }

    private void converse(byte[] lines, String which) {
        try (Client hostile = rig.connect()) {
            hostile.send(lines);
            hostile.halfClose();
            List<ServerMessage> said = untilTheEnd(hostile);
            assertThat(said)
                    .as("%s", which)
                    .noneMatch(it ->
                            it instanceof ServerMessage.Failure failure
                                    && failure.error().code().equals("internal"));
        } catch (UncheckedIOException _) {
            // The daemon may close while we still send.
        } catch (AssertionError e) {
            throw new AssertionError(
                    which + ": " + JsonText.of(Json.of(new String(lines, UTF_8))), e);
        }
    }

    /// Returns what is said until the connection ends, or a subscription is under way, which has no
    /// end.
    private static List<ServerMessage> untilTheEnd(Client hostile) {
        List<ServerMessage> all = new ArrayList<>();
        Optional<ServerMessage> next = hostile.next();
        while (next.isPresent()) {
            all.add(next.get());
            boolean isStream =
                    next.get() instanceof ServerMessage.Push push && push.body().has("synced");
            next = isStream ? Optional.empty() : hostile.next();
        }
        return all;
    }
}
