import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Asks a daemon as fast as it answers.
///
/// Arguments: the socket, the daemon's process, how many seconds each measurement takes.
final class Sockets {
    private static final String PING = "{\"op\":\"ping\"}\n";
    private static final String GET = "{\"op\":\"get\",\"args\":{\"job\":\"one\"}}\n";
    private static final int DEPTH = 64;
    private static final int SLOW = 200;
    private static final int IDLE = 1_000;

    private final Path socket;
    private final long pid;
    private final long nanos;

    private Sockets(String[] arguments) {
        socket = Path.of(arguments[0]);
        pid = Long.parseLong(arguments[1]);
        nanos = Long.parseLong(arguments[2]) * 1_000_000_000L;
    }

    static void main(String[] arguments) throws IOException {
        new Sockets(arguments).run();
    }

    private void run() throws IOException {
        try (Connection one = new Connection(socket)) {
            // The compilers of the daemon are done after some seconds of work.
            for (int i = 0; i < 3; i++) {
                rate(one, PING, DEPTH);
                rate(one, GET, 1);
            }
            for (String request : List.of(PING, GET)) {
                String name = request.equals(PING) ? "ping" : "get";
                System.out.printf("%-40s %,10.0f a second%n", name + ", one at a time", rate(one, request, 1));
                System.out.printf("%-40s %,10.0f a second%n", name + ", 64 at a time", rate(one, request, DEPTH));
            }
            adds(one, 2_000);
            System.out.printf("%-40s %,10.0f a second%n", "add, sent without waiting", adds(one, 6_000));
            latency("ping alone", one);
            idle(one);
            slow(one);
        }
    }

    private double rate(Connection connection, String request, int depth) throws IOException {
        byte[] requests = request.repeat(depth).getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < nanos) {
            connection.send(requests);
            connection.read(depth);
            count += depth;
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    private double adds(Connection connection, int count) throws IOException {
        String job = "{\"op\":\"add\",\"args\":{\"job\":{\"cmd\":[\"true\"],\"schedule\":{\"kind\":\"manual\"}}}}\n";
        byte[] requests = job.repeat(count).getBytes(StandardCharsets.UTF_8);
        Thread sender = Thread.ofPlatform().unstarted(() -> connection.send(requests));
        long start = System.nanoTime();
        sender.start();
        connection.read(count);
        return count * 1e9 / (System.nanoTime() - start);
    }

    private void latency(String what, Connection connection) throws IOException {
        byte[] ping = PING.getBytes(StandardCharsets.UTF_8);
        long[] times = new long[1 << 20];
        int count = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos && count < times.length) {
            long before = System.nanoTime();
            connection.send(ping);
            connection.read(1);
            times[count++] = System.nanoTime() - before;
        }
        Arrays.sort(times, 0, count);
        System.out.printf(
                "%-40s p50 %,8.0f us   p99 %,8.0f us   longest %,8.0f us%n",
                what, times[count / 2] / 1e3, times[count - 1 - count / 100] / 1e3, times[count - 1] / 1e3);
    }

    private void idle(Connection connection) throws IOException {
        long before = residentKilobytes();
        List<Connection> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            idle.add(new Connection(socket));
        }
        // The last one is served when all before it are.
        idle.getLast().send(PING.getBytes(StandardCharsets.UTF_8));
        idle.getLast().read(1);
        long open = residentKilobytes();
        for (Connection each : idle) {
            each.send(PING.getBytes(StandardCharsets.UTF_8));
            each.read(1);
        }
        long used = residentKilobytes();
        latency("ping beside " + IDLE + " idle connections", connection);
        System.out.printf(
                "%-40s %,10.1f KiB each, %,.1f KiB after a request each%n",
                "memory of " + IDLE + " idle connections",
                (open - before) / (double) IDLE,
                (used - before) / (double) IDLE);
        for (Connection each : idle) {
            each.close();
        }
    }

    private void slow(Connection connection) throws IOException {
        List<Connection> slow = new ArrayList<>();
        while (slow.size() < SLOW) {
            Connection next = new Connection(socket);
            next.send("{".getBytes(StandardCharsets.UTF_8));
            slow.add(next);
        }
        Thread dripping =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                slow.forEach(each -> each.send(" ".getBytes(StandardCharsets.UTF_8)));
                                try {
                                    Thread.sleep(100);
                                } catch (InterruptedException _) {
                                    return;
                                }
                            }
                        });
        latency("ping beside " + SLOW + " dripping clients", connection);
        dripping.interrupt();
    }

    private long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /// A connection that counts the lines that come.
    private static final class Connection implements AutoCloseable {
        private final SocketChannel channel;
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(256 << 10);

        Connection(Path socket) throws IOException {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            boolean connected = false;
            while (!connected) {
                try {
                    connected = channel.connect(UnixDomainSocketAddress.of(socket));
                } catch (IOException e) {
                    // The queue of those who wait to be accepted is full for the moment.
                    if (!String.valueOf(e.getMessage()).contains("temporarily unavailable")) {
                        throw e;
                    }
                }
            }
        }

        void send(byte[] requests) {
            try {
                ByteBuffer rest = ByteBuffer.wrap(requests);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        void read(int lines) throws IOException {
            int left = lines;
            while (left > 0) {
                bytes.clear();
                if (channel.read(bytes) < 0) {
                    throw new IOException("the daemon has closed the connection");
                }
                bytes.flip();
                while (bytes.hasRemaining()) {
                    left -= bytes.get() == '\n' ? 1 : 0;
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
