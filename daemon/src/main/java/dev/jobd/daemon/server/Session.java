package dev.jobd.daemon.server;

import dev.jobd.socket.LineReader;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Request;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: a thread that reads requests and begins them in order, and one that writes.
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int WRITE_BYTES = 16 << 10;

    private static final String TOO_MANY_BEGUN =
            "the line was not kept: other clients have begun too many long lines and not ended"
                    + " them; send it again";
    private static final String TOO_MANY_LARGE =
            "other clients have too many long requests under way; send it again";

    private final ByteChannel channel;
    private final Peer peer;
    private final Server server;
    private final Outbox outbox;
    private final Patience patience;
    private final Responder responder;

    /// What all sessions share.
    ///
    /// @param dispatcher answers
    /// @param limits what a client may take
    /// @param memory what all clients together may have
    /// @param timer watches time limits
    /// @param feeds runs the feeds of all sessions
    /// @param trail where changes and denials are recorded
    /// @param counts what clients did
    record Server(
            Dispatcher dispatcher,
            ServerLimits limits,
            ClientMemory memory,
            ScheduledExecutorService timer,
            FeedThreads feeds,
            Recorder.Trail trail,
            ServerCounts counts) {
        /// Returns it with other limits.
        Server withLimits(ServerLimits other) {
            return new Server(dispatcher, other, memory, timer, feeds, trail, counts);
        }
    }

    Session(ByteChannel channel, Peer peer, Server server) {
        this.channel = channel;
        this.peer = peer;
        this.server = server;
        this.outbox = new Outbox(server.limits().inFlight());
        this.patience = new Patience(server.timer(), server.limits(), outbox, this::expired);
        this.responder = new Responder(server, peer, outbox, taking());
    }

    Peer peer() {
        return peer;
    }

    /// Begins; `ended` is called once both threads are about to end.
    void start(long number, Runnable ended) {
        patience.start();
        ClientThread.named("writer-" + number).start(() -> write(ended));
        ClientThread.named("reader-" + number).start(this::read);
    }

    /// Answers what is pending, says why, and ends.
    void shutDown(String code, String message) {
        outbox.finish(JsonText.line(new ServerMessage.Closing(code, message).toJson()));
    }

    /// Ends at once.
    void abort() {
        outbox.abort();
        close();
    }

    /// What it has while the client takes what is sent.
    private MemoryPart.Holder taking() {
        return new MemoryPart.Holder() {
            @Override
            public long behindNanos() {
                return patience.behindNanos();
            }

            @Override
            public void letGo() {
                LOG.warn("let go of {}: clients do not take what waits for them", peer);
                abort();
            }
        };
    }

    /// What it has while the client sends.
    private MemoryPart.Holder sending() {
        return new MemoryPart.Holder() {
            @Override
            public long behindNanos() {
                return Math.max(patience.lineNanos(), patience.behindNanos());
            }

            @Override
            public void letGo() {
                if (outbox.isOver() || patience.behindNanos() > 0) {
                    // It does not take what it was told, or would not.
                    abort();
                } else {
                    shutDown(
                            Patience.Limit.LINE.code(),
                            "a long line was begun and not ended, and others wait for its room");
                }
            }
        };
    }

    private void expired(Patience.Limit limit) {
        switch (limit) {
            case OUTPUT -> abort();
            case LINE -> shutDown(limit.code(), "a line was begun and not ended in time");
            case IDLE ->
                    shutDown(
                            limit.code(),
                            "nothing came for " + server.limits().idle().toSeconds() + " s");
        }
    }

    private void read() {
        LineReader lines =
                new LineReader(
                        channel,
                        server.limits().lineBytes(),
                        server.memory().begun(sending()),
                        patience::line);
        try {
            while (!outbox.isOver() && handle(lines, lines.next())) {
                patience.active();
            }
            outbox.finish();
        } catch (IOException _) {
            // The client is gone, or the writer has ended: nobody is left to tell.
            abort();
        } catch (RuntimeException | Error fault) {
            abort();
            throw fault;
        } finally {
            lines.release();
            responder.ended();
            if (outbox.isBroken()) {
                abandon();
            }
        }
    }

    /// Handles what was read; returns whether to read on.
    private boolean handle(LineReader lines, LineReader.Next next) throws ClosedChannelException {
        return switch (next) {
            case LineReader.Next.Line(byte[] line) -> handle(lines, line);
            case LineReader.Next.TooLong() -> {
                responder.refuse(Optional.empty(), tooLong());
                yield true;
            }
            case LineReader.Next.NoRoom() -> {
                responder.refuse(
                        Optional.empty(), WireError.of(ErrorCode.BUSY, TOO_MANY_BEGUN).later());
                yield true;
            }
            case LineReader.Next.Endless() -> {
                responder.refuse(Optional.empty(), tooLong());
                shutDown("too_large", "a line has no end");
                yield false;
            }
            case LineReader.Next.End() -> false;
        };
    }

    private boolean handle(LineReader lines, byte[] bytes) throws ClosedChannelException {
        Optional<MemoryPart.Share> share = responder.admit(bytes.length);
        // What is kept of the line is accounted for by its share from here on.
        lines.shrink();
        if (share.isEmpty()) {
            responder.refuse(
                    Optional.empty(), WireError.of(ErrorCode.BUSY, TOO_MANY_LARGE).later());
            return true;
        }
        try {
            return handle(bytes, share.get());
        } catch (ClosedChannelException | RuntimeException | Error e) {
            share.get().giveBack();
            throw e;
        }
    }

    private boolean handle(byte[] bytes, MemoryPart.Share share) throws ClosedChannelException {
        Json.Obj line;
        try {
            line = JsonParser.parse(bytes);
        } catch (JsonSyntaxException e) {
            share.giveBack();
            responder.refuse(Optional.empty(), Dispatcher.error(e));
            return true;
        }
        try {
            responder.begin(Request.read(line), share);
        } catch (WireErrorException e) {
            share.giveBack();
            responder.refuse(Request.idOf(line), e.error());
        }
        return !Request.closeOf(line);
    }

    private WireError tooLong() {
        return WireError.of(
                ErrorCode.TOO_LARGE,
                "a line has at most " + server.limits().lineBytes() + " bytes");
    }

    private void write(Runnable ended) {
        try {
            outbox.drainTo(this::write);
        } catch (IOException _) {
            // The client is gone.
        } catch (RuntimeException | Error fault) {
            LOG.error("a connection failed", fault);
            throw fault;
        } finally {
            patience.stop();
            abort();
            abandon();
            ended.run();
        }
    }

    /// Gives back what is queued, and the places of feeds that were never started; called when both
    /// threads end, since the reader may still ask for one after the writer has ended.
    private void abandon() {
        server.feeds().giveBack(outbox.abandon());
    }

    private void write(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += WRITE_BYTES) {
            ByteBuffer piece =
                    ByteBuffer.wrap(bytes, from, Math.min(WRITE_BYTES, bytes.length - from));
            while (piece.hasRemaining()) {
                patience.writing();
                channel.write(piece);
            }
        }
        patience.written();
        patience.active();
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection", e);
        }
    }
}
