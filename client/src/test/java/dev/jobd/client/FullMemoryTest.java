package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More jobs than the daemon's memory holds.
@Timeout(120)
final class FullMemoryTest {
    private static final int AT_ONCE = 50;

    @TempDir Path folder;

    @Test
    void newJobsAreRefusedWhileWhatIsThereGoesOn() throws Exception {
        RealDaemon daemon = RealDaemon.start(folder, "-Xmx24m");
        try {
            assertThat(addUntilRefused(daemon.socket())).contains("memory", "shutdown");
            assertThat(daemon.jobctl("add", "--name", "more", "--", "true").code()).isNotZero();

            daemon.ok("trigger", "--wait", "job-0");
            assertThat(daemon.ok("history", "job-0")).contains("succeeded");
            daemon.ok("rm", "job-1");
        } finally {
            daemon.kill();
        }
    }

    /// Adds jobs, many at a time since they are thousands; returns why one was refused.
    private static String addUntilRefused(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            BufferedReader replies =
                    new BufferedReader(Channels.newReader(channel, UTF_8.newDecoder(), -1));
            for (int first = 0; ; first += AT_ONCE) {
                channel.write(ByteBuffer.wrap(adds(first).getBytes(UTF_8)));
                for (int reply = 0; reply < AT_ONCE; reply++) {
                    Json.Obj answer = JsonParser.parseReply(replies.readLine().getBytes(UTF_8));
                    if (!answer.flag("ok")) {
                        assertThat(answer.object("error").text("code"))
                                .isEqualTo(ErrorCode.STORE_FULL.word());
                        return answer.object("error").text("message");
                    }
                }
            }
        }
    }

    private static String adds(int first) {
        return IntStream.range(first, first + AT_ONCE)
                .mapToObj(number ->
                        "{\"op\":\"add\",\"args\":{\"job\":{\"name\":\"job-"
                                + number
                                + "\",\"sh\":\"true\",\"schedule\":{\"kind\":\"manual\"}}}}\n")
                .collect(Collectors.joining());
    }
}
