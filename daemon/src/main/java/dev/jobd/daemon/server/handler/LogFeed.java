package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.event.RunWatch;
import dev.jobd.daemon.process.LogFollower;
import dev.jobd.daemon.process.RunLog;
import dev.jobd.daemon.server.Feed;
import dev.jobd.daemon.server.Pushes;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Run;
import dev.jobd.wire.InstantText;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sends the output of a run, attempt after attempt, and at last how it ended.
///
/// Each round looks at the run first and reads its output then: when the store says that an attempt
/// is over, its file holds all there is.
final class LogFeed implements Feed {
    private static final List<String> ENDING =
            List.of(
                    "state",
                    "exit",
                    "signal",
                    "reason",
                    "killed_by",
                    "started",
                    "ended",
                    "duration_ms");

    private final HandlerParts parts;
    private final LogQuestion question;
    private int attempt;
    private OutputChunks chunks;

    LogFeed(HandlerParts parts, LogQuestion question) {
        this.parts = parts;
        this.question = question;
        this.attempt = question.attempt();
        this.chunks = new OutputChunks(log(), question.offset(), question.max());
    }

    @Override
    public void run(Pushes out) throws IOException {
        try {
            if (question.follow()) {
                follow(out);
            } else {
                Look look = look();
                seekTail();
                send(out, true);
                end(out, chunks.isFull() ? "max" : "eof", look.ending());
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            String reason = "the output cannot be read: " + e.getMessage();
            end(out, "failed", Optional.of(Json.object().put("message", reason).build()));
        }
    }

    private void follow(Pushes out) throws IOException {
        try (RunWatch.Watch _ = parts.watch().watch(question.run(), out::wake);
                LogFollower.Follow _ =
                        parts.output().follower().follow(question.run(), out::wake)) {
            seekTail();
            while (!round(out)) {
                out.await();
            }
        }
    }

    /// What the store says of the run now.
    ///
    /// @param run the run; empty if it is no longer kept
    /// @param ending its state, and how it ended if it has
    private record Look(Optional<Run> run, Optional<Json.Obj> ending) {}

    private Look look() {
        try (StoreView view = parts.store().view()) {
            Optional<Run> run = view.run(question.run());
            return new Look(run, run.map(it -> ending(view, it)));
        }
    }

    /// Sends what is new; returns whether that was the last.
    private boolean round(Pushes out) throws IOException {
        Look look = look();
        boolean over = look.run().isEmpty() || look.run().get().isEnded();
        boolean attemptOver = over || isBehind(look.run().get());
        send(out, attemptOver);
        if (chunks.isFull()) {
            end(out, "max", look.ending());
            return true;
        }
        if (look.run().isEmpty()) {
            end(out, "removed", Optional.empty());
            return true;
        }
        if (attemptOver && !question.onlyThat() && attempt < look.run().get().attempt()) {
            next(out);
            return false;
        }
        if (over || (attemptOver && question.onlyThat())) {
            end(out, "eof", look.ending());
            return true;
        }
        return false;
    }

    /// Tells whether the attempt we are at is over, though the run is not.
    private boolean isBehind(Run run) {
        return run.attempts().stream().anyMatch(ended -> ended.number() == attempt);
    }

    private void next(Pushes out) throws IOException {
        attempt++;
        chunks = new OutputChunks(log(), 0, chunks.left());
        if (question.wantsData()) {
            out.send(Json.object().put("attempt", attempt).put("offset", 0).build());
        }
        out.wake();
    }

    private void send(Pushes out, boolean isComplete) throws IOException {
        if (!question.wantsData()) {
            return;
        }
        Optional<Json.Obj> chunk = chunks.next(isComplete);
        while (chunk.isPresent()) {
            out.send(chunk.get());
            chunk = chunks.next(isComplete);
        }
    }

    private void seekTail() throws IOException {
        if (question.tail().isPresent() && question.wantsData()) {
            chunks.seekTail(question.tail().getAsLong());
        }
    }

    private Optional<RunLog> log() {
        return attempt == 0
                ? Optional.empty()
                : Optional.of(parts.output().logs().log(question.run().attempt(attempt)));
    }

    private Optional<Instant> removedAt() {
        return attempt == 0
                ? Optional.empty()
                : parts.output().logs().removedAt(question.run().attempt(attempt));
    }

    private static Json.Obj ending(StoreView view, Run run) {
        Json.Obj shown = Shown.run(view, run);
        Json.Builder ending = Json.object();
        ENDING.forEach(name -> ending.putIf(name, shown.find(name)));
        return ending.build();
    }

    private void end(Pushes out, String code, Optional<Json.Obj> more)
            throws ClosedChannelException {
        Json.Builder ended =
                Json.object()
                        .put("code", code)
                        .put("offset", Json.object().put("out", chunks.offset()).build());
        more.ifPresent(ended::putAll);
        removedAt().ifPresent(at -> ended.put("log_removed", InstantText.format(at)));
        out.send(Json.object().put("ended", ended.build()).build());
    }
}
