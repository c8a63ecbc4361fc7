package dev.jobd.daemon.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/// What is told, at a real socket like that of the service manager.
@Timeout(60)
class ServiceNoticesTest {
    private static final long PID = 4711;

    @TempDir Path folder;

    @Test
    void aManagerAtAPathHearsThatItIsReadyLivesAndEnds() throws IOException {
        Path path = folder.resolve("notify");
        try (AFUNIXDatagramChannel manager = manager(AFUNIXSocketAddress.of(path))) {
            ServiceNotices notices = notices(path.toString());
            notices.ready("answers");
            notices.alive("goes on");
            notices.stopping(Duration.ofMinutes(10), "ends");
            assertThat(heard(manager)).isEqualTo("READY=1\nSTATUS=answers");
            assertThat(heard(manager)).isEqualTo("WATCHDOG=1\nSTATUS=goes on");
            assertThat(heard(manager))
                    .isEqualTo("STOPPING=1\nEXTEND_TIMEOUT_USEC=660000000\nSTATUS=ends");
        }
    }

    @Test
    void aManagerWithAnAbstractNameHears() throws IOException {
        String name = "jobd-test-" + UUID.randomUUID();
        AFUNIXSocketAddress address = AFUNIXSocketAddress.inAbstractNamespace(name);
        try (AFUNIXDatagramChannel manager = manager(address)) {
            notices("@" + name).ready("answers");
            assertThat(heard(manager)).isEqualTo("READY=1\nSTATUS=answers");
        }
    }

    @Test
    void aStatusIsOneLineWhateverStandsInIt() throws IOException {
        Path path = folder.resolve("notify");
        try (AFUNIXDatagramChannel manager = manager(AFUNIXSocketAddress.of(path))) {
            notices(path.toString()).alive("at /a\nSTOPPING=1");
            assertThat(heard(manager)).isEqualTo("WATCHDOG=1\nSTATUS=at /a\\nSTOPPING=1");
        }
    }

    @Test
    void aManagerThatDoesNotListenOrHasNoAddressHarmsNothing() {
        for (String address : new String[] {folder + "/none", "@none", "nonsense", "/a\0b"}) {
            assertThatCode(() -> notices(address).ready("answers"))
                    .as(address)
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> ServiceNotices.of(Map.of(), PID).ready("answers"))
                .doesNotThrowAnyException();
    }

    @Test
    void signsOfLifeAreWantedOfThisProcessOnly() {
        assertThat(watchdog("30000000", Long.toString(PID))).isEqualTo(Duration.ofSeconds(30));
        assertThat(watchdog("30000000", "")).isEqualTo(Duration.ofSeconds(30));
        for (String micros : new String[] {"", "0", "soon", "-1", "1".repeat(40)}) {
            assertThat(watchdog(micros, "")).as(micros).isEqualTo(Duration.ZERO);
        }
        assertThat(watchdog("30000000", "4712")).isEqualTo(Duration.ZERO);
    }

    private static Duration watchdog(String micros, String process) {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", "@x", "WATCHDOG_USEC", micros, "WATCHDOG_PID", process);
        return ServiceNotices.of(environment, PID).watchdog().orElse(Duration.ZERO);
    }

    private static ServiceNotices notices(String address) {
        return ServiceNotices.of(Map.of("NOTIFY_SOCKET", address), PID);
    }

    private static AFUNIXDatagramChannel manager(AFUNIXSocketAddress address) throws IOException {
        AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
        channel.bind(address);
        return channel;
    }

    private static String heard(AFUNIXDatagramChannel manager) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(4096);
        manager.receive(message);
        return UTF_8.decode(message.flip()).toString();
    }
}
