package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.FakeDaemon;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What bash, zsh and fish make of what `jobctl` tells them. In place of `jobctl` stands a script
/// that gives its answers, which are asked for beforehand: for any other words it has none.
@Timeout(60)
class ShellCompletionTest {
    private static final String STUB =
            """
            #!/bin/sh
            [ "$JOBD_BUILD$JOBD_AUTOSTART" = never0 ] || exit 9
            cat "${0%/*}/answers/$(printf '%s,' "$@" | tr / %)"
            """;

    /// What is typed, and what stands there when the tabulator key was pressed.
    private static final Map<String, String> UNIQUE =
            Map.of(
                    "jobctl sho", "jobctl show ",
                    "jobctl show sy", "jobctl show sync ",
                    "jobctl list --wa", "jobctl list --watch ",
                    "jobctl add --overlap=rep", "jobctl add --overlap=replace ",
                    "jobctl add --overlap queue-", "jobctl add --overlap queue-all:",
                    "jobctl stop sync/", "jobctl stop sync/12 ",
                    "jobctl add --env-file fi", "jobctl add --env-file file.env ",
                    "jobctl add -C fo", "jobctl add -C folder/",
                    "jobctl run --wait -- tes-comm", "jobctl run --wait -- tes-command ",
                    "jobctl run tes-command --op", "jobctl run tes-command --op");

    /// Types into a shell at a terminal; zsh has both terminals and a way to type into them.
    private static final String TYPIST =
            """
            zmodload zsh/zpty
            zpty it "$@"
            for line in ${(f)"$(<lines)"}; do
              zpty -n -w it "$line"$'\\t\\Cxr'
            done
            zpty -w it exit
            while zpty -r it shown; do print -rn -- "$shown"; done
            """;

    private static final String BASH_RC =
            """
            PATH=$PWD:$PATH
            bind 'set enable-bracketed-paste off' 'set bell-style none'
            tell() { printf '%s\\n' "$READLINE_LINE" >>typed; READLINE_LINE= READLINE_POINT=0; }
            bind -x '"\\C-xr": tell'
            . ./completions
            """;

    private static final String ZSH_RC =
            """
            path=($PWD $path)
            autoload -U compinit && compinit -u -D
            tell() { print -r -- "$BUFFER" >>typed; BUFFER=; }
            zle -N tell
            bindkey '^Xr' tell
            . ./completions
            """;

    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    @TempDir Path folder;

    @BeforeEach
    void jobctlAnswersWhatItWould() throws IOException {
        daemon.answer("list", Samples.page(Samples.SYNC));
        daemon.answer("runs", Samples.page(Samples.RUN));
        program("jobctl", STUB);
        program("tes-command", "#!/bin/sh\n");
        Files.createFile(folder.resolve("file.env"));
        Files.createDirectory(folder.resolve("folder"));
        Path answers = Files.createDirectory(folder.resolve("answers"));
        for (String line : UNIQUE.keySet()) {
            List<String> words = new ArrayList<>(List.of("__complete", "--"));
            words.addAll(List.of(line.substring("jobctl ".length()).split(" ", -1)));
            Files.writeString(
                    answers.resolve(String.join(",", words).replace('/', '%') + ","),
                    daemon.call().jobctl(words.toArray(String[]::new)).out());
        }
    }

    @Test
    void bash() throws Exception {
        assertThat(typedInto("bash", BASH_RC, "--rcfile", "rc", "-i")).isEqualTo(UNIQUE);
    }

    @Test
    void zsh() throws Exception {
        assertThat(typedInto("zsh", ZSH_RC, "-d", "-i")).isEqualTo(UNIQUE);
    }

    /// fish tells what it would do without a terminal.
    @Test
    void fish() throws Exception {
        StringBuilder script = new StringBuilder(completions("fish"));
        List<String> lines = UNIQUE.keySet().stream().sorted().toList();
        lines.forEach(
                line -> script.append("echo '= %s'\ncomplete -C '%s'\n".formatted(line, line)));

        String out = run(script.toString(), List.of("fish", "--no-config"));

        for (String line : lines) {
            String whole = UNIQUE.getOrDefault(line, "").strip();
            String way = whole.equals(line) ? "" : whole.substring(whole.lastIndexOf(' ') + 1);
            String told = way.isEmpty() ? "(= |$)" : way + "(\t.*)?\n";
            assertThat(out).containsPattern("(?m)^= " + line + "\n" + told);
        }
        assertThat(out).contains("show\tshow everything about a job").doesNotContain("rror");
    }

    private Map<String, String> typedInto(String shell, String rc, String... options)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("completions"), completions(shell));
        Files.writeString(folder.resolve(shell.equals("zsh") ? ".zshrc" : "rc"), rc);
        List<String> lines = List.copyOf(UNIQUE.keySet());
        Files.write(folder.resolve("lines"), lines);
        Files.writeString(folder.resolve("typist"), TYPIST);
        List<String> command = new ArrayList<>(List.of("zsh", "-f", "typist", shell));
        command.addAll(List.of(options));
        String shown = run("", command);
        List<String> typed = Files.readAllLines(folder.resolve("typed"));
        assertThat(typed).as(shown).hasSameSizeAs(lines);
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            all.put(lines.get(i), typed.get(i));
        }
        return all;
    }

    private String run(String input, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("TERM", "vt100", "ZDOTDIR", folder.toString()));
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return out;
    }

    private void program(String name, String text) throws IOException {
        Path program = folder.resolve(name);
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private String completions(String shell) {
        return daemon.call().jobctl("completion", shell).out();
    }
}
