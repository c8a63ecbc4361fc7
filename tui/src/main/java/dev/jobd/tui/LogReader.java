package dev.jobd.tui;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.tui.state.LogLine;
import dev.jobd.tui.state.Msg;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireErrorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads one run's output as it comes, over a connection of its own, and puts it into the mailbox.
/// A full mailbox makes it wait, and with it the daemon.
final class LogReader implements AutoCloseable {

    private final Path socket;
    private final Mailbox mailbox;
    private @Nullable Reading reading;

    LogReader(Path socket, Mailbox mailbox) {
        this.socket = socket;
        this.mailbox = mailbox;
    }

    /// Begins to read a run's output, and ends what was read before.
    void open(int feed, String run, long bytes) {
        close();
        Reading next = new Reading(feed, run, bytes);
        reading = next;
        Thread.ofPlatform().daemon().name("log-" + feed).start(next);
    }

    @Override
    public void close() {
        Reading old = reading;
        reading = null;
        if (old != null) {
            old.end();
        }
    }

    /// The bytes that a line of the daemon brings.
    static byte[] bytes(Json.Obj push) {
        String data = push.findText("data").orElse("");
        return push.findText("enc").filter("base64"::equals).isPresent()
                ? Base64.getDecoder().decode(data)
                : data.getBytes(StandardCharsets.UTF_8);
    }

    /// One reading, on its own thread.
    private final class Reading implements Runnable {
        private final int feed;
        private final String run;
        private final long bytes;
        private final LogDecoder decoder = new LogDecoder();
        private volatile @Nullable DaemonClient client;
        private volatile boolean ended;

        Reading(int feed, String run, long bytes) {
            this.feed = feed;
            this.run = run;
            this.bytes = bytes;
        }

        void end() {
            ended = true;
            DaemonClient open = client;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void run() {
            try (DaemonClient open = DaemonClient.connect(socket)) {
                client = open;
                if (ended) {
                    return;
                }
                read(open);
            } catch (WireErrorException e) {
                over(e.error().message(), true);
            } catch (DaemonUnavailableException e) {
                over("the connection was lost; l opens the log again", true);
            } catch (JsonSyntaxException | UnexpectedJsonException e) {
                over("jobd's answer was not understood: " + e.getMessage(), true);
            } catch (RuntimeException | Error e) {
                mailbox.crash(e);
            }
        }

        private void read(DaemonClient open) {
            Json.Builder args = Json.object().put("run", run).put("follow", true);
            args.put("from", Json.object().put("tail", bytes).build());
            Json.Obj how = open.follow("log", args.build(), this::opened, this::accept);
            String state = how.findText("state").orElse(how.text("code"));
            OptionalLong exit = how.findInteger("exit");
            String removed = how.findInstant("log_removed").isPresent() ? ", log removed" : "";
            over(state + (exit.isPresent() ? " " + exit.getAsLong() : "") + removed, false);
        }

        private void opened(Json.Obj reply) {
            long before = Math.max(0, reply.findInteger("size").orElse(0) - bytes);
            post(
                    new Msg.LogOpened(
                            feed,
                            reply.findText("path").orElse(""),
                            before,
                            Math.toIntExact(reply.findInteger("attempt").orElse(0))));
        }

        private void accept(Json.Obj push) {
            if (push.has("data")) {
                LogDecoder.Piece piece = decoder.next(bytes(push));
                if (!piece.lines().isEmpty()) {
                    post(new Msg.LogLines(feed, piece.lines(), piece.replacesLast()));
                }
            } else if (push.has("attempt")) {
                note("--- attempt " + push.integer("attempt") + " ---");
            } else if (push.has("gap")) {
                Json.Obj gap = push.object("gap");
                long missing = gap.integer("to") - gap.integer("from");
                note("--- " + missing + " bytes are missing here ---");
            }
        }

        private void note(String text) {
            decoder.restart();
            post(new Msg.LogLines(feed, List.of(LogLine.note(text)), false));
        }

        private void over(String how, boolean problem) {
            post(new Msg.LogEnded(feed, how, problem));
        }

        private void post(Msg msg) {
            if (!ended) {
                mailbox.post(msg);
            }
        }
    }
}
