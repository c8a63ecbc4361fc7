package dev.jobd.tui;

import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.Query;
import dev.jobd.wire.Json;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// The daemon behind its socket.
final class SocketDaemon implements Daemon {

    private final Line line;
    private final Questions questions;
    private final Wishes wishes;

    SocketDaemon(Path socket) {
        line = new Line(socket);
        questions = new Questions(line);
        wishes = new Wishes(line);
    }

    @Override
    public Instant ping() throws IOException, RefusedException {
        Json.Obj pong = refusing(() -> line.call("ping", Json.Obj.EMPTY));
        return understood(() -> pong.instant("now"));
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
