import dev.jobd.client.connection.DaemonClient;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Measures the dashboard as a user has it: through a terminal.
final class Dashboard {

    private static final String PROMPT = "between programs> ";
    private static final int BATCH = 1000;
    private static final int KEYS = 25;
    private static final long REST_SECONDS = 20;
    private static final long BUSY_SECONDS = 20;

    private final Path folder;
    private final Path socket;
    private final Semaphore news = new Semaphore(0);

    private Dashboard(Path folder) {
        this.folder = folder;
        this.socket = folder.resolve("socket");
    }

    public static void main(String... words) throws Exception {
        new Dashboard(Path.of(words[0]))
                .run(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
    }

    private void run(String scripts, int jobs, int changes) throws Exception {
        addJobs(jobs);
        // One was there before.
        int all = jobs + 1;
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "200", "-y", "50", "PS1='" + PROMPT + "' exec sh");
        try {
            listen();
            long begin = System.nanoTime();
            tmux("send-keys", scripts + "/jobtop", "Enter");
            waitFor(screen -> screen.contains("1 Jobs"));
            say("first frame", millis(System.nanoTime() - begin) + " ms");
            waitFor(screen -> screen.contains("rows 1-"));
            say("first jobs", millis(System.nanoTime() - begin) + " ms");
            waitFor(screen -> screen.contains("of " + all) && screen.contains("live"));
            say("all jobs", millis(System.nanoTime() - begin) + " ms");
            long pid = child();
            say("jobtop memory", memory(pid));
            keys();
            rest("jobtop at rest", pid);
            busy(pid, jobs, changes);
            say("jobtop memory after that", memory(pid));
            tmux("send-keys", "q");
            awaitPrompt();
            for (String other : List.of("htop", "btop")) {
                beside(other);
            }
        } finally {
            tmux("kill-server");
        }
    }

    private void addJobs(int jobs) {
        try (DaemonClient client = DaemonClient.connect(socket)) {
            for (int from = 0; from < jobs; from += BATCH) {
                List<Json> ops = new ArrayList<>();
                for (int i = from; i < Math.min(jobs, from + BATCH); i++) {
                    ops.add(op("add", Json.object().put("job", job(i)).build()));
                }
                client.call("batch", Json.object().put("ops", new Json.Arr(ops)).build());
            }
        }
        say("jobs", String.valueOf(jobs));
    }

    private static Json.Obj job(int number) {
        Json.Obj schedule =
                Json.object().put("kind", "fixed-rate").put("every_ms", 86_400_000).build();
        return Json.object()
                .put("name", "job-" + number)
                .put("cmd", Json.strings(List.of("true")))
                .put("schedule", schedule)
                .build();
    }

    private static Json.Obj op(String op, Json.Obj args) {
        return Json.object().put("op", op).put("args", args).build();
    }

    /// From the key to its frame in the terminal, over keys that change the screen.
    private void keys() throws Exception {
        long[] took = new long[KEYS];
        for (int i = 0; i < KEYS; i++) {
            String before = screen();
            news.drainPermits();
            long begin = System.nanoTime();
            tmux("send-keys", i % 2 == 0 ? "j" : "k");
            waitFor(screen -> !screen.equals(before));
            took[i] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        say("key to screen, with tmux", millis(took[KEYS / 2]) + " ms median of " + KEYS);
    }

    private void rest(String what, long pid) throws Exception {
        Cpu before = Cpu.of(pid);
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        say(what, Cpu.of(pid).since(before));
    }

    private void busy(long pid, int jobs, int changes) throws Exception {
        Cpu before = Cpu.of(pid);
        news.drainPermits();
        int done = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BUSY_SECONDS);
        try (DaemonClient client = DaemonClient.connect(socket)) {
            for (int second = 0; System.nanoTime() < end; second++) {
                long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                for (int from = 0; from < changes; from += BATCH / 10) {
                    List<Json> ops = new ArrayList<>();
                    for (int i = from; i < Math.min(changes, from + BATCH / 10); i++) {
                        String name = "job-" + i % jobs;
                        Json.Obj args = Json.object().put("job", name).build();
                        ops.add(op(second % 2 == 0 ? "pause" : "resume", args));
                    }
                    client.call("batch", Json.object().put("ops", new Json.Arr(ops)).build());
                    done += ops.size();
                }
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        }
        int bursts = news.drainPermits();
        say("jobtop while jobs change", Cpu.of(pid).since(before));
        say("  changes a second", String.valueOf(done / BUSY_SECONDS));
        say("  frames a second", String.valueOf(bursts / BUSY_SECONDS));
        say("  processor time a frame", Cpu.of(pid).perFrame(before, bursts));
    }

    private void beside(String program) throws Exception {
        Process found = new ProcessBuilder("sh", "-c", "command -v " + program).start();
        if (found.waitFor() != 0) {
            say(program, "not installed");
            return;
        }
        tmux("send-keys", program, "Enter");
        waitFor(screen -> screen.toLowerCase(Locale.ROOT).contains("cpu"));
        long pid = child();
        rest(program + " at rest", pid);
        say(program + " memory", memory(pid));
        tmux("send-keys", "q");
        awaitPrompt();
    }

    /// A program that ends throws away what was typed before.
    private void awaitPrompt() throws Exception {
        waitFor(screen -> screen.stripTrailing().endsWith(PROMPT.strip()));
    }

    /// Processor time and context switches of all threads of a process.
    private record Cpu(long nanos, long switches, long at) {
        static Cpu of(long pid) throws IOException {
            String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).split(" ");
            long ticks = Long.parseLong(stat[13]) + Long.parseLong(stat[14]);
            long switches = 0;
            try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
                for (Path task : tasks.toList()) {
                    switches +=
                            Files.readAllLines(task.resolve("status")).stream()
                                    .filter(line -> line.contains("ctxt_switches"))
                                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                    .sum();
                }
            }
            return new Cpu(ticks * 10_000_000, switches, System.nanoTime());
        }

        String perFrame(Cpu before, int frames) {
            double each = (nanos - before.nanos) / 1e6 / Math.max(1, frames);
            return String.format(Locale.ROOT, "%.2f ms, reading the changes included", each);
        }

        String since(Cpu before) {
            double time = at - before.at;
            return String.format(
                    Locale.ROOT,
                    "%.2f %% of a processor, %.0f context switches a second",
                    100 * (nanos - before.nanos) / time,
                    (switches - before.switches) * 1e9 / time);
        }
    }

    private static String memory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                .findFirst()
                .orElse("?");
    }

    /// The process that the shell in the terminal runs, below a launcher if there is one.
    private long child() throws Exception {
        long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        ProcessHandle process = ProcessHandle.of(shell).orElseThrow();
        for (int depth = 0; depth < 2; depth++) {
            ProcessHandle at = process;
            process = process.children().findFirst().orElse(at);
        }
        return process.pid();
    }

    private void listen() throws Exception {
        Path pipe = folder.resolve("output");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        Thread.ofPlatform().daemon().start(() -> {
            byte[] piece = new byte[1 << 16];
            try (InputStream output = Files.newInputStream(pipe)) {
                while (output.read(piece) >= 0) {
                    news.release();
                }
            } catch (IOException _) {
                // The terminal has ended.
            }
        });
        tmux("pipe-pane", "cat >'" + pipe + "'");
    }

    private void waitFor(Predicate<String> wanted) throws Exception {
        for (int tries = 0; tries < 10_000; tries++) {
            if (wanted.test(screen())) {
                return;
            }
            news.tryAcquire(50, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("the screen never came to what was waited for:\n" + screen());
    }

    private String screen() throws Exception {
        return tmux("capture-pane", "-p");
    }

    private String tmux(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static void say(String what, String figure) {
        System.out.printf("%-34s %s%n", what, figure);
    }
}
