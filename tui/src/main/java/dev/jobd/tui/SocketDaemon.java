package dev.jobd.tui;

import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.Listing;
import dev.jobd.tui.state.Query;
import dev.jobd.wire.Json;
import dev.jobd.wire.Limits;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The daemon behind its socket.
final class SocketDaemon implements Daemon {

    private final Line line;
    private final Questions questions;
    private final Wishes wishes;

    /// The newest list, and the commit it shows; used by the one thread that calls.
    private @Nullable Listing newest;

    private long newestSeq = -1;

    SocketDaemon(Path socket) {
        line = new Line(socket);
        questions = new Questions(line);
        wishes = new Wishes(line);
    }

    /// While nothing was committed the list is the one that is known: asking for that costs next to
    /// nothing, and a list of ten thousand jobs costs a lot.
    @Override
    public Listing list() throws IOException, RefusedException {
        boolean isNew = !line.isOpen();
        Json.Obj pong = refusing(() -> line.call("ping", Json.Obj.EMPTY));
        Listing known = newest;
        if (known != null && !isNew && seq(pong) == newestSeq) {
            return new Listing(known.jobs(), now(pong));
        }
        Listing listing = listAll();
        newest = listing;
        // Of before the list: what was committed meanwhile may not be in all of its pages.
        newestSeq = seq(pong);
        return listing;
    }

    private static long seq(Json.Obj reply) throws IOException {
        return understood(() -> reply.findInteger("seq").orElse(-2));
    }

    private static Instant now(Json.Obj reply) throws IOException {
        return understood(() -> reply.findInstant("now").orElseGet(Instant::now));
    }

    private Listing listAll() throws IOException, RefusedException {
        List<JobRow> rows = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        Json.Obj page;
        do {
            Json.Builder args = Json.object().put("limit", Limits.PAGE);
            cursor.ifPresent(from -> args.put("cursor", from));
            page = refusing(() -> line.call("list", args.build()));
            cursor = readPage(page, rows);
        } while (cursor.isPresent());
        return new Listing(rows, now(page));
    }

    private static Optional<String> readPage(Json.Obj page, List<JobRow> rows) throws IOException {
        return understood(() -> {
            page.objects("items").forEach(item -> rows.add(JobRows.read(item)));
            return page.findText("next");
        });
    }

    @Override
    public Answer ask(Query query) throws IOException, RefusedException {
        return refusing(() -> understood(() -> questions.answer(query)));
    }

    @Override
    public Done send(Effect.Send wish) throws IOException, RefusedException {
        return refusing(() -> understood(() -> wishes.send(wish)));
    }

    @Override
    public String save(FormContent content) throws IOException, RefusedException {
        FormJson.Read form =
                content.job() == 0
                        ? FormJson.read(content, Instant.now())
                        : FormJson.changes(content, Instant.now());
        if (!form.problems().isEmpty()) {
            String first = form.problems().values().iterator().next();
            throw new RefusedException(first, form.problems());
        }
        return refusing(() -> understood(() -> wishes.save(content, form)));
    }

    @Override
    public void close() {
        line.close();
    }

    /// Something that talks to the daemon.
    @FunctionalInterface
    private interface Talk<T> {
        T run() throws IOException;
    }

    private static <T> T refusing(Talk<T> talk) throws IOException, RefusedException {
        try {
            return talk.run();
        } catch (WireErrorException e) {
            throw new RefusedException(e.error().message(), FormJson.problems(e.error()));
        }
    }

    private static <T> T understood(Talk<T> talk) throws IOException {
        try {
            return talk.run();
        } catch (UnexpectedJsonException e) {
            throw Line.notUnderstood(e);
        }
    }
}
