package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.event.CommitSignal;
import dev.jobd.daemon.event.Event;
import dev.jobd.daemon.event.EventReader;
import dev.jobd.daemon.event.Happening;
import dev.jobd.daemon.event.SharedJobs;
import dev.jobd.daemon.server.Feed;
import dev.jobd.daemon.server.Pushes;
import dev.jobd.daemon.server.SlowConsumerException;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends what there is and what changes, one line for each commit.
///
/// It reads the log of commits behind what it has sent, so past and present are one: what is queued
/// for a slow client is still in the log, and only little of it in memory.
final class EventFeed implements Feed {
    /// So many objects are gathered at most.
    private static final int GATHERED_MAX = 1_000;

    /// The commits of what is gathered are not much longer than that in all.
    private static final int GATHERED_BYTES_MAX = 256 << 10;

    private final CommitSignal commits;
    private final EventLines lines;
    private final Start start;
    private final Duration gather;
    private final EventReader reader;
    private final Map<Object, Event> gathered = new LinkedHashMap<>();
    private final Deque<Long> sent = new ArrayDeque<>();
    private Instant gatheredAt = Instant.EPOCH;
    private int gatheredBytes;
    private long known;
    private boolean isSynced;

    /// What it reads.
    ///
    /// @param commits tells when there is more
    /// @param shared the long jobs of all feeds
    record Source(Store store, CommitSignal commits, SharedJobs shared) {}

    /// Where it begins.
    ///
    /// @param snapshot what is sent first; closed here
    /// @param after the commit that is known
    /// @param newest the newest commit at the time of the reply
    record Start(Optional<StoreView> snapshot, long after, long newest) {}

    /// @param gather for how long changes are gathered
    EventFeed(Source source, EventLines lines, Start start, Duration gather) {
        commits = source.commits();
        this.lines = lines;
        this.start = start;
        this.gather = gather;
        reader = new EventReader(source.store(), start.after(), source.shared());
        known = start.after();
    }

    @Override
    public void run(Pushes out) throws IOException {
        try (reader;
                CommitSignal.Watch _ = commits.watch(out::wake)) {
            sendSnapshot(out);
            if (start.after() == start.newest()) {
                sendSynced(out);
            }
            while (true) {
                reader.readOn(out.memory(), happening -> happened(out, happening));
                flush(out);
                await(out);
            }
        } catch (SlowConsumerException slow) {
            end(out, "slow_consumer", "too much waits to be read", slow.dropped());
        } catch (StoreException.Expired _) {
            end(out, "slow_consumer", "what comes next is no longer kept", 0);
        } catch (StoreException failure) {
            end(out, "failed", String.valueOf(failure.getMessage()), 0);
        }
    }

    private void sendSnapshot(Pushes out) throws IOException {
        if (start.snapshot().isEmpty()) {
            return;
        }
        try (StoreView view = start.snapshot().get()) {
            SnapshotLines snapshot = new SnapshotLines(view, lines);
            Optional<Json.Obj> line = snapshot.next();
            while (line.isPresent()) {
                send(out, line.get(), -1);
                line = snapshot.next();
            }
        }
    }

    private void sendSynced(Pushes out) throws IOException {
        isSynced = true;
        send(
                out,
                Json.object().put("synced", true).put("seq", start.newest()).build(),
                start.newest());
    }

    private void happened(Pushes out, Happening happening) throws IOException {
        if (gather.isZero() || !isSynced) {
            sendLines(out, happening);
        } else {
            gather(out, happening);
        }
        if (!isSynced && happening.seq() == start.newest()) {
            sendSynced(out);
        }
        if (out.sinceLastLine().compareTo(out.heartbeat()) >= 0 && gathered.isEmpty()) {
            sendBookmark(out, happening.seq());
        }
    }

    private void sendLines(Pushes out, Happening happening) throws IOException {
        for (Json.Obj line : lines.of(happening)) {
            boolean isLast = !line.has("left");
            send(out, line, isLast ? happening.seq() : known);
        }
    }

    private void gather(Pushes out, Happening happening) throws IOException {
        for (Event event : happening.events()) {
            Optional<Event> both =
                    Optional.ofNullable(gathered.remove(event.object()))
                            .map(earlier -> earlier.and(event))
                            .orElse(Optional.of(event));
            both.ifPresent(it -> gathered.put(event.object(), it));
        }
        gatheredAt = happening.at();
        gatheredBytes += happening.bytes();
        if (gathered.size() >= GATHERED_MAX || gatheredBytes >= GATHERED_BYTES_MAX) {
            sendGathered(out, happening.seq());
        }
    }

    private void flush(Pushes out) throws IOException {
        if (!gathered.isEmpty()) {
            sendGathered(out, reader.position());
        }
    }

    private void sendGathered(Pushes out, long seq) throws IOException {
        List<Event> events = List.copyOf(gathered.values());
        gathered.clear();
        Happening all = new Happening(seq, gatheredAt, gatheredBytes, events);
        gatheredBytes = 0;
        sendLines(out, all);
    }

    private void await(Pushes out) throws IOException {
        Duration left = out.heartbeat().minus(out.sinceLastLine());
        if (!out.await(left.isNegative() ? Duration.ZERO : left)) {
            sendBookmark(out, reader.position());
        } else if (!gather.isZero()) {
            out.pause(gather);
        }
    }

    private void sendBookmark(Pushes out, long seq) throws IOException {
        if (isSynced) {
            send(
                    out,
                    Json.object().put("seq", seq).put("events", new Json.Arr(List.of())).build(),
                    seq);
        }
    }

    /// Sends a line.
    ///
    /// @param seq what is known with it; negative: nothing
    private void send(Pushes out, Json.Obj line, long seq) throws IOException {
        out.sendInTime(line);
        sent.add(seq);
        known = Math.max(known, seq);
        if (sent.size() > LINES_KEPT) {
            sent.remove();
        }
    }

    private void end(Pushes out, String code, String message, int dropped) {
        for (int i = 0; i < dropped && !sent.isEmpty(); i++) {
            sent.removeLast();
        }
        Optional<Long> last =
                sent.isEmpty() ? Optional.of(start.after()) : Optional.of(sent.getLast());
        boolean isKnown = start.snapshot().isEmpty() || (!sent.isEmpty() && last.get() >= 0);
        Json.Obj ended =
                Json.object()
                        .put("code", code)
                        .putOrNull("seq", last.filter(_ -> isKnown).map(Json::of))
                        .put("message", message)
                        .build();
        out.sendLast(Json.object().put("ended", ended).build());
    }

    /// One more than can be queued: the last that was handed over is among them.
    private static final int LINES_KEPT = 1_001;
}
