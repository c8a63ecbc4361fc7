package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launchers as they are, in a folder of their own, with folders that look like JDKs and a
/// `java` that says how it was called.
@Timeout(60)
class LauncherTest {
    private static final String TELL =
            """
            #!/bin/sh
            echo "java of ${0%/bin/java}"
            for word; do echo "<$word>"; done
            echo "tool options: ${JAVA_TOOL_OPTIONS-none} ${JDK_JAVA_OPTIONS-none}"
            """;

    @TempDir Path folder;
    private Path home;
    private Path lib;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void installTheLaunchers() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        Path scripts = Files.createDirectory(home.resolve("scripts"));
        for (String name : List.of("jobctl", "jobd", "jobtop", "launch.sh")) {
            Files.copy(Path.of("../scripts", name), scripts.resolve(name));
        }
        lib = Files.createDirectories(home.resolve("target/dist/0123"));
        Files.writeString(home.resolve("target/dist/current"), "0123\n");
    }

    @Test
    void aJavaThatIsTooOldIsPassedOver() throws Exception {
        Path old = java("jdk-17", "17.0.15", TELL);
        Path fit = java("jdk-25", "25.0.3", TELL);

        Result result = run(Map.of("JAVA_HOME", old.toString(), "PATH", path(fit)), "jobctl");

        assertThat(result.out()).startsWith("java of " + fit + "\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theJavaThatJobdIsToldToUseComesFirst() throws Exception {
        Path other = java("jdk-26", "26", TELL);
        Path told = java("jdk-25", "25", TELL);

        Result result =
                run(
                        Map.of("JAVA_HOME", other.toString(), "JOBD_JAVA_HOME", told.toString()),
                        "jobctl");

        assertThat(result.out()).startsWith("java of " + told + "\n");
    }

    @Test
    void aJavaThatJobdIsToldToUseAndThatIsTooOldIsRefusedInOneSentence() throws Exception {
        Path old = java("jdk-17", "17.0.15", TELL);
        Path fit = java("jdk-25", "25.0.3", TELL);

        Result result =
                run(Map.of("JOBD_JAVA_HOME", old.toString(), "JAVA_HOME", fit.toString()), "jobd");

        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err())
                .isEqualTo(
                        "jobd: JOBD_JAVA_HOME is %s, where there is no Java 25 or newer; point it to one or unset it.\n"
                                .formatted(old));
    }

    @Test
    void argumentsSurviveWithTheirSpacesAndThroughLinks() throws Exception {
        Path link = Files.createDirectories(folder.resolve("bin")).resolve("jobctl");
        Files.createSymbolicLink(link, Path.of("second"));
        Files.createSymbolicLink(
                link.resolveSibling("second"), Path.of("../a home/scripts/jobctl"));

        Result result = run(link, fitting(), "run", "--", "a  b", "", "$x", "*", "it's");

        assertThat(result.out()).contains("<run>\n<-->\n<a  b>\n<>\n<$x>\n<*>\n<it's>\n");
        assertThat(result.out()).contains("<dev.jobd.client.Jobctl>");
    }

    @Test
    @Tag("C6")
    void optionsForOtherJavasAreNotForThisOne() throws Exception {
        Path fit = java("jdk-25", "25.0.3", TELL);
        Result result =
                run(
                        Map.of(
                                "JAVA_HOME",
                                fit.toString(),
                                "JAVA_TOOL_OPTIONS",
                                "-Xint",
                                "JDK_JAVA_OPTIONS",
                                "-Xint"),
                        "jobd");

        assertThat(result.out()).contains("tool options: none none");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aCacheIsUsedOnlyIfItWasMadeByThisVeryJava() throws Exception {
        Files.writeString(lib.resolve("client-Maker-1-25.0.3.aot"), "");

        assertThat(run(fitting(), "jobctl").out()).doesNotContain("AOTCache");

        Path cache = Files.writeString(lib.resolve("client-Maker-1-25.0.3+9-LTS.aot"), "");
        assertThat(run(fitting(), "jobctl").out()).contains("<-XX:AOTCache=" + cache + ">");
        assertThat(run(fitting(), "jobd").out()).doesNotContain("AOTCache");
    }

    @Test
    @Tag("S13")
    void theDaemonFindsItsNativeCodeUnpacked() throws Exception {
        Path natives = Files.createDirectories(lib.resolve("lib/amd64-Linux-clang/jni"));
        Path code = Files.writeString(natives.resolve("libjunixsocket-native-1.so"), "");

        Result result = run(fitting(), "jobd", "--detach");

        assertThat(result.out())
                .contains("<-Dorg.newsclub.net.unix.library.override=" + code + ">")
                .contains("<--enable-native-access=ALL-UNNAMED>")
                .contains("<dev.jobd.daemon.DaemonMain>\n<--detach>\n");
    }

    @Test
    void theDaemonsHeapFollowsTheFilesOfItsJobs() throws Exception {
        Path state = Files.createDirectory(folder.resolve("my state"));
        assertThat(run(fitting(), "jobd", "--state", state.toString()).out())
                .contains("<-Xmx256m>");
        try (RandomAccessFile jobs =
                new RandomAccessFile(state.resolve("jobs-00000007.db").toFile(), "rw")) {
            jobs.setLength(400_000_000);
        }
        Files.write(state.resolve("journal-00000009"), new byte[1_000_000]);
        assertThat(run(fitting(), "jobd", "--state", state.toString()).out())
                .contains("<-Xmx1058m>");
        assertThat(run(fitting(), "jobd", "--state=" + state).out()).contains("<-Xmx1058m>");
    }

    @Test
    void whatIsNotBuiltIsSaid() throws Exception {
        Files.delete(home.resolve("target/dist/current"));

        Result result = run(fitting(), "jobctl");

        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err()).contains("It is not built: run ");
    }

    @Test
    void inACheckoutOnlyWhatIsNewerThanTheBuildIsBuiltAgain() throws Exception {
        Path source =
                Files.createDirectories(home.resolve("client/src/main/java/dev/jobd/client"))
                        .resolve("Jobctl.java");
        Files.writeString(source, "");
        Files.writeString(home.resolve("pom.xml"), "");
        executable(home.resolve("scripts/build"), "#!/bin/sh\necho built >&2\n");
        age(home);
        Files.setLastModifiedTime(
                home.resolve("target/dist/current"), FileTime.from(Instant.now().minusSeconds(60)));

        assertThat(run(fitting(), "jobctl").err()).isEmpty();

        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        assertThat(run(fitting(), "jobctl").err()).isEqualTo("built\n");
        assertThat(run(fitting(), "jobd").err()).as("a part it does not use").isEmpty();
        Map<String, String> never = Map.of("JAVA_HOME", home + "/../jdk-25", "JOBD_BUILD", "never");
        assertThat(run(never, "jobctl").err()).isEmpty();
    }

    @Test
    void theClientIsToldHowWideTheTerminalIs() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("jdk-25", "25.0.3", TELL).toString(), "SHELL", "/bin/sh");
        String inTerminal = "stty cols 123; '%s/scripts/jobctl'".formatted(home);

        Result result = run(environment, List.of("script", "-qec", inTerminal, "/dev/null"));

        assertThat(result.out()).contains("<-Djobd.columns=123>");
    }

    @Test
    @Tag("T8")
    void aDashboardThatWasKilledLeavesTheTerminalAsItWas() throws Exception {
        String java =
                "#!/bin/sh\nstty -echo || exit 9\nprintf '\\033[?1049h\\033[?25l'\nkill -9 $$\n";
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("jdk-25", "25.0.3", java).toString(), "SHELL", "/bin/sh");
        String inTerminal =
                "before=$(stty -g); '%s/scripts/jobtop'; echo \"code $?\"; test \"$before\" = \"$(stty -g)\" && echo same"
                        .formatted(home);

        Result result = run(environment, List.of("script", "-qec", inTerminal, "/dev/null"));

        assertThat(result.out())
                .containsSubsequence("\033[?1049h", "\033[?1049l", "\033[?25h", "code 137", "same");
    }

    @Test
    void theDashboardHasTheTerminalForItsInputAndOutput() throws Exception {
        String java = "#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && echo 'has both'\n";
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("jdk-25", "25.0.3", java).toString(), "SHELL", "/bin/sh");
        String inTerminal = "'%s/scripts/jobtop'".formatted(home);

        Result result = run(environment, List.of("script", "-qec", inTerminal, "/dev/null"));

        assertThat(result.out()).contains("has both");
    }

    /// Returns an environment in which a Java 25 is found.
    private Map<String, String> fitting() throws IOException {
        return Map.of("JAVA_HOME", java("jdk-25", "25.0.3", TELL).toString());
    }

    private Path java(String name, String version, String script) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        executable(jdk.resolve("bin/java"), script);
        Files.writeString(
                jdk.resolve("release"),
                """
                IMPLEMENTOR_VERSION="Maker-1"
                JAVA_RUNTIME_VERSION="%1$s+9-LTS"
                JAVA_VERSION="%1$s"
                OS_ARCH="x86_64"
                OS_NAME="Linux"
                """
                        .formatted(version));
        return jdk;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String path(Path jdk) {
        return jdk.resolve("bin") + ":" + System.getenv("PATH");
    }

    /// Makes everything below the folder an hour old.
    private static void age(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }
    }

    private Result run(Map<String, String> environment, String program, String... arguments)
            throws Exception {
        return run(home.resolve("scripts").resolve(program), environment, arguments);
    }

    private Result run(Path program, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private Result run(Map<String, String> environment, List<String> command) throws Exception {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("J"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }
}
