package dev.jobd.tui;

import dev.jobd.tui.state.Msg;
import dev.jobd.tui.terminal.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The user's own programs, to which the terminal is lent for a while.
final class Programs {

    private final Map<String, String> environment;

    Programs(Map<String, String> environment) {
        this.environment = environment;
    }

    /// Shows a file in the pager; returns what there is to tell.
    Msg page(TerminalSession session, String path) throws IOException {
        String pager = environment.getOrDefault("PAGER", "");
        int code = run(session, pager.isBlank() ? "less" : pager, path);
        return code == 0
                ? new Msg.Told("back from the pager", false)
                : new Msg.Told("the pager ended with code " + code + "; $PAGER names it", true);
    }

    /// Has a text changed in the editor; returns the text, or what there is to tell.
    Msg edit(TerminalSession session, String text) throws IOException {
        String editor =
                environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
        Path file = Files.createTempFile("jobtop-", ".txt");
        try {
            Files.writeString(file, text + "\n");
            int code = run(session, editor, file.toString());
            return code == 0
                    ? new Msg.Edited(Files.readString(file))
                    : new Msg.Told("nothing was changed: the editor ended with code " + code, true);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// By a shell, since the variable may hold options as well.
    private static int run(TerminalSession session, String program, String path)
            throws IOException {
        return session.lend(List.of("/bin/sh", "-c", program + " \"$1\"", program.strip(), path));
    }
}
