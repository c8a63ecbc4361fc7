package dev.jobd.tui;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.client.connection.Subscription;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.Msg;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireErrorException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Hears of all jobs and of every change of them, over a connection of its own, and puts it into
/// the mailbox.
///
/// The first time it reads the list, page after page, so that there is something to see at once,
/// and subscribes to all that was committed since before the first page. Over the next connection
/// it goes on where it was: nothing is left out. A full mailbox makes it wait, and with it the
/// daemon, which in the end lets go of it; then too it goes on where it was.
final class JobFeed implements AutoCloseable {

    /// Short enough to be seen at once, long enough that a burst is not told commit by commit.
    private static final Duration GATHER = Duration.ofMillis(50);

    /// The first page fills a screen; the others are short enough to be read in little memory.
    private static final int FIRST_PAGE = 100;

    private static final int PAGE = 250;

    private static final Json.Arr FIELDS = Json.strings(JobRows.MEMBERS);

    private final Path socket;
    private final Mailbox mailbox;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("job-feed").factory());

    /// The newest attempt; older ones end.
    private final AtomicInteger wanted = new AtomicInteger();

    private volatile @Nullable DaemonClient client;

    /// Where it is; null before it has read the list. Used by its thread alone.
    private @Nullable Subscription subscription;

    /// The attempt under way. Used by its thread alone.
    private int attempt;

    JobFeed(Path socket, Mailbox mailbox) {
        this.socket = socket;
        this.mailbox = mailbox;
    }

    /// Connects and tells what comes; ends the attempt before.
    ///
    /// @param afresh whether to be told all there is, and not only what is new
    void connect(int number, boolean afresh) {
        wanted.set(number);
        disconnect();
        reader.execute(() -> read(number, afresh));
    }

    /// Lets go of the connection; any thread may.
    void disconnect() {
        DaemonClient open = client;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        wanted.set(0);
        reader.shutdownNow();
        disconnect();
    }

    private void read(int number, boolean afresh) {
        attempt = number;
        if (afresh) {
            subscription = null;
        }
        try (DaemonClient open = DaemonClient.connect(socket)) {
            client = open;
            while (wanted.get() == number) {
                follow(open);
            }
        } catch (WireErrorException e) {
            subscription = null;
            lost(e.error().message());
        } catch (DaemonUnavailableException e) {
            lost(reason(e));
        } catch (JsonSyntaxException | UnexpectedJsonException e) {
            subscription = null;
            lost("jobd's answer was not understood: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            mailbox.crash(e);
        } finally {
            client = null;
        }
    }

    private static String reason(DaemonUnavailableException e) {
        return e instanceof dev.jobd.client.connection.ConnectionLostException
                ? "jobd went away"
                : String.valueOf(e.getMessage());
    }

    private void lost(String why) {
        post(new Msg.ConnectionLost(attempt, why));
    }

    private void follow(DaemonClient open) {
        Json.Obj hello = open.call("hello", Json.Obj.EMPTY);
        Instant now = hello.findInstant("now").orElseGet(Instant::now);
        post(new Msg.Connected(attempt, hello.findText("server").orElse(""), now));
        Subscription known = subscription;
        if (known == null) {
            known = list(open, hello.text("store"));
            subscription = known;
        }
        known.follow(open);
    }

    /// Reads the list, and returns what goes on behind it. A page does not show the same commit as
    /// the one before; what was committed meanwhile is told again.
    private Subscription list(DaemonClient open, String store) {
        Map<Long, JobRow> all = new LinkedHashMap<>();
        Optional<String> cursor = Optional.empty();
        long seq = -1;
        do {
            Json.Builder args = Json.object().put("fields", FIELDS);
            args.put("limit", seq < 0 ? FIRST_PAGE : PAGE);
            cursor.ifPresent(from -> args.put("cursor", from));
            Json.Obj page = open.call("list", args.build());
            List<JobRow> rows = page.objects("items").stream().map(JobRows::read).toList();
            rows.forEach(row -> all.put(row.number(), row));
            seq = seq < 0 ? page.integer("seq") : seq;
            cursor = page.findText("next");
            post(new Msg.JobsChanged(attempt, rows, Set.of()));
        } while (cursor.isPresent());
        post(new Msg.JobsReplaced(attempt, new ArrayList<>(all.values())));
        Json.Obj args =
                Json.object()
                        .put("topics", Json.strings(List.of("job")))
                        .put("from", Json.object().put("seq", seq).put("store", store).build())
                        .put("fallback", "snapshot")
                        .put("coalesce_ms", GATHER.toMillis())
                        .build();
        return new Subscription(args, new Lines());
    }

    private void post(Msg msg) {
        if (wanted.get() != 0) {
            mailbox.post(msg);
        }
    }

    /// Makes messages of the lines of the subscription.
    private final class Lines implements Subscription.Listener {

        /// The jobs of a snapshot that is under way, null when none is.
        private @Nullable Map<Long, JobRow> snapshot;

        @Override
        public void reset() {
            snapshot = null;
        }

        @Override
        public void line(Json.Obj line) {
            if (line.has("snapshot")) {
                Map<Long, JobRow> rows = snapshot == null ? new LinkedHashMap<>() : snapshot;
                line.objects("snapshot").forEach(it -> take(rows, it));
                snapshot = rows;
            }
            if (line.has("events")) {
                happened(line.objects("events"));
            }
            if (line.has("synced")) {
                if (snapshot != null) {
                    post(new Msg.JobsReplaced(attempt, new ArrayList<>(snapshot.values())));
                    snapshot = null;
                }
                post(new Msg.Synced(attempt));
            }
        }

        private void happened(List<Json.Obj> events) {
            Map<Long, JobRow> changed = new LinkedHashMap<>();
            Set<Long> removed = new LinkedHashSet<>();
            for (Json.Obj event : events) {
                if (event.has("job")) {
                    take(changed, event);
                } else if (event.text("type").equals("job.removed")) {
                    removed.add(event.integer("id"));
                }
            }
            if (!changed.isEmpty() || !removed.isEmpty()) {
                post(new Msg.JobsChanged(attempt, new ArrayList<>(changed.values()), removed));
            }
        }

        private static void take(Map<Long, JobRow> rows, Json.Obj object) {
            JobRow row = JobRows.read(object.object("job"));
            rows.put(row.number(), row);
        }
    }
}
