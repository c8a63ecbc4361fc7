package dev.jobd.tui;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.Listing;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.Limits;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The daemon behind its socket: connects at the first call, and anew after any failure.
final class SocketDaemon implements Daemon {

    private static final int PAGE = Limits.PAGE;

    private final Path socket;
    private volatile @Nullable DaemonClient client;

    /// How often the connection was closed: one that was made meanwhile is closed as well.
    private final AtomicInteger closings = new AtomicInteger();

    SocketDaemon(Path socket) {
        this.socket = socket;
    }

    @Override
    public Listing list() throws IOException, RefusedException {
        List<JobRow> rows = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        Json.Obj page;
        do {
            Json.Builder args = Json.object().put("limit", PAGE);
            cursor.ifPresent(from -> args.put("cursor", from));
            page = call("list", args.build());
            cursor = readPage(page, rows);
        } while (cursor.isPresent());
        return new Listing(rows, page.findInstant("now").orElseGet(Instant::now));
    }

    private static Optional<String> readPage(Json.Obj page, List<JobRow> rows) throws IOException {
        try {
            page.objects("items").forEach(item -> rows.add(JobRows.read(item)));
            return page.findText("next");
        } catch (UnexpectedJsonException e) {
            throw notUnderstood(e);
        }
    }

    @Override
    public String send(Effect.Send wish) throws IOException, RefusedException {
        return switch (wish) {
            case Effect.Trigger(long job, var name) -> {
                Json.Obj result = call("trigger", job(job));
                yield "run now: " + name + run(result);
            }
            case Effect.Pause(long job, var name) -> {
                call("pause", job(job));
                yield "paused: " + name;
            }
            case Effect.Resume(long job, var name) -> {
                call("resume", job(job));
                yield "resumed: " + name;
            }
            case Effect.Stop(long job, long run, var name) -> {
                call("stop", Json.object().put("run", job + "/" + run).build());
                yield "stopping: " + name + " run #" + run;
            }
        };
    }

    private static Json.Obj job(long number) {
        return Json.object().put("job", String.valueOf(number)).build();
    }

    private static String run(Json.Obj result) {
        return result.findObject("run")
                .map(run -> run.findInteger("number"))
                .filter(OptionalLong::isPresent)
                .map(number -> " (run #" + number.getAsLong() + ")")
                .orElse("");
    }

    private Json.Obj call(String op, Json.Obj args) throws IOException, RefusedException {
        try {
            int before = closings.get();
            DaemonClient open = client;
            if (open == null) {
                open = DaemonClient.connect(socket);
                client = open;
                if (closings.get() != before) {
                    open.close();
                }
            }
            return open.call(op, args);
        } catch (WireErrorException e) {
            throw new RefusedException(e.error().message());
        } catch (DaemonUnavailableException e) {
            boolean wasOpen = client != null;
            close();
            throw new IOException(wasOpen ? "jobd went away" : e.getMessage(), e);
        } catch (JsonSyntaxException | UnexpectedJsonException e) {
            close();
            throw notUnderstood(e);
        }
    }

    @Override
    public void close() {
        closings.incrementAndGet();
        DaemonClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }

    private static IOException notUnderstood(RuntimeException e) {
        return new IOException("jobd's answer was not understood: " + e.getMessage(), e);
    }
}
