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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: a thread that reads requests and begins them in order, and one that writes.
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int STACK_BYTES = 512 << 10;
    private static final int WRITE_BYTES = 16 << 10;

    private static final String TOO_MANY_BEGUN =
            "the line was not kept: other clients have begun too many long lines and not ended"
                    + " them; send it again";
    private static final String TOO_MANY_LARGE =
            "other clients have too many long requests under way; send it again";
    private static final String TOO_MANY_UNTAKEN =
            "other clients do not take their long answers: ask again, or for a smaller page";

    /// Operations whose answers can be large, and whose requests are small.
    private static final Set<String> READS_MUCH =
            Set.of("list", "runs", "get", "check", "describe");

    private final ByteChannel channel;
    private final Peer peer;
    private final Server server;
    private final Outbox outbox;
    private final Patience patience;
    private final Recorder recorder;
    private final Map<String, FeedPushes> feeds = new ConcurrentHashMap<>();
    private int subscriptionsMade;

    /// What all sessions share.
    ///
    /// @param dispatcher answers
    /// @param limits what a client may take
    /// @param memory what all clients together may have
    /// @param timer watches time limits
    /// @param feeds runs the feeds of all sessions
    /// @param trail where changes and denials are recorded
    record Server(
            Dispatcher dispatcher,
            ServerLimits limits,
            ClientMemory memory,
            ScheduledExecutorService timer,
            FeedThreads feeds,
            Recorder.Trail trail) {}

    Session(ByteChannel channel, Peer peer, Server server) {
        this.channel = channel;
        this.peer = peer;
        this.server = server;
        this.outbox = new Outbox(server.limits().inFlight());
        this.recorder = new Recorder(server.trail(), peer);
        this.patience = new Patience(server.timer(), server.limits(), outbox, this::expired);
    }

    Peer peer() {
        return peer;
    }

    /// Begins; `ended` is called once both threads are about to end.
    void start(long number, Runnable ended) {
        patience.start();
        Thread.ofPlatform()
                .name("writer-" + number)
                .daemon()
                .stackSize(STACK_BYTES)
                .start(() -> write(ended));
        Thread.ofPlatform()
                .name("reader-" + number)
                .daemon()
                .stackSize(STACK_BYTES)
                .start(this::read);
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
                        server.memory().begun(),
                        patience::line);
        try {
            while (handle(lines.next())) {
                patience.active();
            }
            outbox.finish();
        } catch (IOException _) {
            // The client is gone, or the writer has ended: nobody is left to tell.
            abort();
        } catch (RuntimeException | Error fault) {
            LOG.error("a connection failed", fault);
            abort();
            throw fault;
        } finally {
            lines.release();
            if (outbox.isBroken()) {
                abandon();
            }
        }
    }

    /// Handles what was read; returns whether to read on.
    private boolean handle(LineReader.Next next) throws ClosedChannelException {
        return switch (next) {
            case LineReader.Next.Line(byte[] line) -> handle(line);
            case LineReader.Next.TooLong() -> {
                refuse(Optional.empty(), tooLong());
                yield true;
            }
            case LineReader.Next.NoRoom() -> {
                refuse(Optional.empty(), WireError.of(ErrorCode.BUSY, TOO_MANY_BEGUN).later());
                yield true;
            }
            case LineReader.Next.Endless() -> {
                refuse(Optional.empty(), tooLong());
                shutDown("too_large", "a line has no end");
                yield false;
            }
            case LineReader.Next.End() -> false;
        };
    }

    private boolean handle(byte[] bytes) throws ClosedChannelException {
        Optional<ClientMemory.Share> share =
                server.memory().request(bytes.length, server.limits().request());
        if (share.isEmpty()) {
            refuse(Optional.empty(), WireError.of(ErrorCode.BUSY, TOO_MANY_LARGE).later());
            return true;
        }
        try {
            return handle(bytes, share.get());
        } catch (ClosedChannelException | RuntimeException | Error e) {
            share.get().giveBack();
            throw e;
        }
    }

    private boolean handle(byte[] bytes, ClientMemory.Share share) throws ClosedChannelException {
        Json.Obj line;
        try {
            line = JsonParser.parse(bytes);
        } catch (JsonSyntaxException e) {
            share.giveBack();
            refuse(Optional.empty(), Dispatcher.error(e));
            return true;
        }
        try {
            begin(Request.read(line), share);
        } catch (WireErrorException e) {
            share.giveBack();
            refuse(Request.idOf(line), e.error());
        }
        return !Request.closeOf(line);
    }

    private void begin(Request request, ClientMemory.Share share) throws ClosedChannelException {
        if (!Dispatcher.needsNothingBefore(request)) {
            outbox.settle();
        }
        Replies.Slot slot = outbox.reserve(share);
        try {
            if (READS_MUCH.contains(request.op())) {
                server.memory().make(server.limits().request(), () -> answer(slot, request));
            } else {
                answer(slot, request);
            }
        } catch (RuntimeException e) {
            fail(slot, request, e);
        }
    }

    private void answer(Replies.Slot slot, Request request) {
        deliver(slot, request, server.dispatcher().answer(request, peer, this::endFeed));
    }

    private void deliver(Replies.Slot slot, Request request, Answer answer) {
        switch (answer) {
            case Answer.Now(Json.Obj result) -> deliverNow(slot, request, result);
            case Answer.Later later -> deliverLater(slot, request, later);
            case Answer.Stream(Json.Obj result, Feed feed) -> stream(slot, request, result, feed);
        }
    }

    private void deliverNow(Replies.Slot slot, Request request, Json.Obj result) {
        if (request.op().equals("hello")) {
            recorder.introduce(request);
        }
        byte[] line = result(request.id(), result);
        ClientMemory.Share share =
                server.memory()
                        .answer(line.length)
                        .orElseThrow(() ->
                                new WireErrorException(
                                        WireError.of(ErrorCode.BUSY, TOO_MANY_UNTAKEN).later()));
        recorder.done(request, () -> result, () -> outbox.complete(slot, line, share));
    }

    private void deliverLater(Replies.Slot slot, Request request, Answer.Later later) {
        long nanos = server.limits().request().toNanos();
        Optional<Json> id = request.id();
        var _ =
                later.result()
                        .orTimeout(nanos, TimeUnit.NANOSECONDS)
                        .handle((made, failure) -> {
                            if (failure == null) {
                                recorder.done(
                                        request,
                                        made,
                                        () -> outbox.complete(slot, () -> made(slot, id, made)));
                            } else {
                                fail(slot, request, failure);
                            }
                            return true;
                        });
    }

    private void fail(Replies.Slot slot, Request request, Throwable failure) {
        WireError error = Dispatcher.error(failure);
        recorder.refused(
                request,
                error,
                () ->
                        outbox.complete(
                                slot,
                                () ->
                                        line(
                                                slot,
                                                new ServerMessage.Failure(request.id(), error)
                                                        .toJson())));
    }

    private byte[] made(Replies.Slot slot, Optional<Json> id, Supplier<Json.Obj> result) {
        Json.Obj line;
        try {
            line = new ServerMessage.Result(id, result.get()).toJson();
        } catch (RuntimeException e) {
            return failure(id, Dispatcher.error(e));
        }
        return line(slot, line);
    }

    /// Makes a reply on the thread that writes. What it tells is done, so a long one waits until it
    /// may be in memory; if that takes too long, nothing more is sent.
    private byte[] line(Replies.Slot slot, Json.Obj line) {
        long patience = server.limits().request().toNanos();
        Optional<ClientMemory.Share> share =
                server.memory().reply(JsonText.lengthAbout(line), patience);
        if (share.isEmpty()) {
            abort();
            return new byte[0];
        }
        slot.hold(share.get());
        return JsonText.line(line);
    }

    private void stream(Replies.Slot slot, Request request, Json.Obj result, Feed feed) {
        if (outbox.feeds() >= server.limits().subscriptions() || !server.feeds().take()) {
            WireError error =
                    WireError.of(
                                    ErrorCode.TOO_MANY,
                                    "too many feeds at once: unsubscribe from one first")
                            .later();
            fail(slot, request, new WireErrorException(error));
            return;
        }
        String sub = "s" + ++subscriptionsMade;
        Json.Obj named = Json.object().put("sub", sub).putAll(result).build();
        FeedPushes pushes = new FeedPushes(sub, outbox, server, System::nanoTime);
        feeds.put(sub, pushes);
        Runnable ended =
                () -> {
                    feeds.remove(sub);
                    outbox.feedEnded();
                };
        byte[] line = result(request.id(), named);
        recorder.done(
                request,
                () -> result,
                () ->
                        outbox.completeWithFeed(
                                slot, line, () -> server.feeds().run(feed, pushes, ended)));
    }

    private boolean endFeed(String sub) {
        FeedPushes pushes = feeds.remove(sub);
        return pushes != null && pushes.end();
    }

    private void refuse(Optional<Json> id, WireError error) throws ClosedChannelException {
        outbox.complete(
                outbox.reserve(ClientMemory.Share.NONE),
                failure(id, error),
                ClientMemory.Share.NONE);
    }

    private static byte[] result(Optional<Json> id, Json.Obj result) {
        return JsonText.line(new ServerMessage.Result(id, result).toJson());
    }

    private static byte[] failure(Optional<Json> id, WireError error) {
        return JsonText.line(new ServerMessage.Failure(id, error).toJson());
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
