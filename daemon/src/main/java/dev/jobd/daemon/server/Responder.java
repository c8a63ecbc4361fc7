package dev.jobd.daemon.server;

import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Request;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Carries out the requests of one connection, in order, and puts what they answer into its outbox.
final class Responder {
    private static final String TOO_MANY_UNTAKEN =
            "other clients do not take their long answers: ask again, or for a smaller page";

    /// Operations whose answers can be large, and whose requests are small.
    private static final Set<String> READS_MUCH =
            Set.of("list", "runs", "get", "check", "describe", "calendars", "calendar");

    private final Session.Server server;
    private final Peer peer;
    private final Outbox outbox;
    private final MemoryPart.Holder client;
    private final Recorder recorder;
    private final Staging staging;
    private final Map<String, FeedPushes> feeds = new ConcurrentHashMap<>();
    private int subscriptionsMade;

    /// @param client has what is in memory for the connection until it is taken
    Responder(Session.Server server, Peer peer, Outbox outbox, MemoryPart.Holder client) {
        this.server = server;
        this.peer = peer;
        this.outbox = outbox;
        this.client = client;
        this.recorder = new Recorder(server.trail(), peer);
        this.staging = new Staging(server.memory(), server.limits().request());
    }

    /// Waits until a request of this length can be carried out; empty if that takes too long.
    Optional<MemoryPart.Share> admit(int length) {
        return server.memory().request(client, length, server.limits().request());
    }

    /// Begins a request.
    ///
    /// @param share what it takes in memory, given back once it is answered
    void begin(Request request, MemoryPart.Share share) throws ClosedChannelException {
        if (Operations.find(request.op()).isPresent()) {
            server.counts().request(request.op());
        }
        if (!Dispatcher.needsNothingBefore(request)) {
            outbox.settle();
        }
        Replies.Slot slot = outbox.reserve(share);
        try {
            answer(slot, request);
        } catch (RuntimeException e) {
            fail(slot, request, e);
        }
    }

    /// Answers a request. A long answer for which there is no room is not kept: it is made again
    /// when there is, so that who waits for room has nothing.
    private void answer(Replies.Slot slot, Request request) {
        long end = System.nanoTime() + server.limits().request().toNanos();
        MemoryPart.Share room = MemoryPart.Share.NONE;
        OptionalInt missing = attempt(slot, request, room);
        while (missing.isPresent()) {
            room =
                    server.memory()
                            .answer(client, missing.getAsInt(), end - System.nanoTime())
                            .orElseThrow(() ->
                                    new WireErrorException(
                                            WireError.of(ErrorCode.BUSY, TOO_MANY_UNTAKEN)
                                                    .later()));
            missing = attempt(slot, request, room);
        }
    }

    /// Returns how long the answer is if there is no room for it; then nothing was done.
    ///
    /// @param room for the answer; given back if it is not used
    private OptionalInt attempt(Replies.Slot slot, Request request, MemoryPart.Share room) {
        Supplier<OptionalInt> work =
                () ->
                        deliver(
                                slot,
                                request,
                                room,
                                server.dispatcher().answer(request, peer, this::endFeed, staging));
        OptionalInt missing = OptionalInt.of(0);
        try {
            missing =
                    READS_MUCH.contains(request.op())
                            ? server.memory().make(server.limits().request(), work)
                            : work.get();
        } finally {
            if (missing.isPresent()) {
                room.giveBack();
            }
        }
        return missing;
    }

    private OptionalInt deliver(
            Replies.Slot slot, Request request, MemoryPart.Share room, Answer answer) {
        return switch (answer) {
            case Answer.Now(Json.Obj result) -> deliverNow(slot, request, room, result);
            case Answer.Later later -> {
                room.giveBack();
                deliverLater(slot, request, later);
                yield OptionalInt.empty();
            }
            case Answer.Stream(Json.Obj result, Feed feed) -> {
                room.giveBack();
                stream(slot, request, result, feed);
                yield OptionalInt.empty();
            }
        };
    }

    private OptionalInt deliverNow(
            Replies.Slot slot, Request request, MemoryPart.Share room, Json.Obj result) {
        if (request.op().equals("hello")) {
            recorder.introduce(request);
        }
        byte[] line = result(request.id(), result);
        Optional<MemoryPart.Share> share =
                room.cutTo(line.length)
                        ? Optional.of(room)
                        : server.memory().answer(client, line.length, 0);
        if (share.isEmpty()) {
            return OptionalInt.of(line.length);
        }
        recorder.done(request, () -> result, () -> outbox.complete(slot, line, share.get()));
        return OptionalInt.empty();
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
        server.counts().refused(error.code());
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
        Optional<MemoryPart.Share> share =
                server.memory().answer(client, JsonText.lengthAbout(line), patience);
        if (share.isEmpty()) {
            client.letGo();
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
        FeedPushes pushes = new FeedPushes(sub, outbox, server, client, System::nanoTime);
        feeds.put(sub, pushes);
        Runnable ended =
                () -> {
                    feeds.remove(sub);
                    outbox.feedEnded();
                };
        byte[] line = result(request.id(), named);
        Runnable send =
                () -> {
                    if (!outbox.completeWithFeed(
                            slot, line, () -> server.feeds().run(feed, pushes, ended))) {
                        server.feeds().giveBack(1);
                    }
                };
        recorder.done(request, () -> result, send);
    }

    /// Lets go of what was kept for requests that will not come any more.
    void ended() {
        staging.drop();
    }

    private boolean endFeed(String sub) {
        FeedPushes pushes = feeds.remove(sub);
        return pushes != null && pushes.end();
    }

    /// Answers what is no request, or none that can be carried out.
    void refuse(Optional<Json> id, WireError error) throws ClosedChannelException {
        server.counts().refused(error.code());
        outbox.complete(
                outbox.reserve(MemoryPart.Share.NONE), failure(id, error), MemoryPart.Share.NONE);
    }

    private static byte[] result(Optional<Json> id, Json.Obj result) {
        return JsonText.line(new ServerMessage.Result(id, result).toJson());
    }

    private static byte[] failure(Optional<Json> id, WireError error) {
        return JsonText.line(new ServerMessage.Failure(id, error).toJson());
    }
}
