package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes a backup of the store while jobs go on.
final class BackupHandler implements Handler {
    private final HandlerParts parts;

    BackupHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Path file = file(call.args().text("path"));
        boolean force = call.args().flag("force");
        if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new WireErrorException(
                    WireError.of(
                                    ErrorCode.ALREADY_EXISTS,
                                    "there is a file "
                                            + file
                                            + " already; name another, or say --force (over the socket: force) to replace it")
                            .at("args.path"));
        }
        Json.Obj result = Json.object().put("path", file.toString()).build();
        return new Answer.Stream(result, new BackupFeed(parts.store(), file));
    }

    private Path file(String text) {
        Path file;
        try {
            file = Path.of(text).normalize();
        } catch (InvalidPathException _) {
            throw wrong("'" + text + "' is no path");
        }
        @Nullable Path folder = file.getParent();
        if (!file.isAbsolute() || folder == null) {
            throw wrong("'" + text + "' is no path of a file from the root on");
        }
        if (!Files.isDirectory(folder)) {
            throw wrong("there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw wrong(file + " is a folder");
        }
        @Nullable Path state = parts.about().paths().get("state");
        if (state != null && file.startsWith(state)) {
            throw wrong(file + " lies in the state directory; a backup belongs elsewhere");
        }
        return file;
    }

    private static WireErrorException wrong(String message) {
        return new WireErrorException(
                WireError.of(ErrorCode.INVALID_ARGUMENT, message).at("args.path"));
    }
}
