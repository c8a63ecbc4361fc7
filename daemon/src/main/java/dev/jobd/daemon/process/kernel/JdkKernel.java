package dev.jobd.daemon.process.kernel;

import dev.jobd.model.Attempt.Usage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the JDK can do with processes, for systems whose C library lacks what [NativeKernel] needs.
///
/// It knows nothing of a child's use of time and memory, a signal costs a process, and the end of a
/// process that is no child is noticed late, since the JDK polls. Without the `setsid` program,
/// processes have no group of their own and signals reach the leader only.
public final class JdkKernel implements Kernel {
    // ProcessBuilder knows descriptors 0 to 2 only, so a shell opens the status file.
    private static final String OPEN_STATUS = "exec 3>>\"$1\"; shift; exec \"$@\"";

    private static final Watched BELL = new Watched(-1, null, null);

    private final @Nullable String setsid = find("setsid");
    private final LinkedBlockingQueue<Watched> ended = new LinkedBlockingQueue<>();

    private record Watched(long pid, @Nullable ProcessHandle handle, @Nullable Process child)
            implements Held {
        @Override
        public long peakMemoryNoise() {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public Held spawn(Spawn spawn) throws SpawnException {
        List<String> arguments = new ArrayList<>();
        if (setsid != null) {
            arguments.add(setsid);
        }
        arguments.addAll(List.of("/bin/sh", "-c", OPEN_STATUS, "jobd", spawn.status().toString()));
        arguments.addAll(spawn.arguments());
        try {
            create(spawn.output());
            create(spawn.status());
            ProcessBuilder builder =
                    new ProcessBuilder(arguments)
                            .directory(new File(spawn.directory()))
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(spawn.output().toFile()))
                            .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(spawn.environment());
            Process process = builder.start();
            return new Watched(process.pid(), process.toHandle(), process);
        } catch (IOException | IllegalArgumentException failure) {
            throw new SpawnException(String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public Optional<Held> hold(long pid) {
        Optional<ProcessHandle> found = ProcessHandle.of(pid);
        if (found.isEmpty()) {
            // The JDK does not tell a process that is gone from one it cannot look at.
            ProcFiles.requireDescriptor();
        }
        return found.map(handle -> new Watched(pid, handle, null));
    }

    @Override
    public boolean isAlive(Held process) {
        ProcessHandle handle = ((Watched) process).handle();
        return handle != null && handle.isAlive();
    }

    @Override
    public void watch(Held process) {
        Watched watched = (Watched) process;
        if (watched.child() != null) {
            var _ = watched.child().onExit().thenRun(() -> ended.add(watched));
        } else if (watched.handle() != null) {
            var _ = watched.handle().onExit().thenRun(() -> ended.add(watched));
        }
    }

    @Override
    public List<Held> await(long nanosMax) {
        try {
            Watched first =
                    nanosMax < 0 ? ended.take() : ended.poll(nanosMax, TimeUnit.NANOSECONDS);
            List<Watched> all = new ArrayList<>();
            if (first != null) {
                all.add(first);
            }
            ended.drainTo(all);
            all.removeIf(watched -> watched.equals(BELL));
            return List.copyOf(all);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void wake() {
        ended.add(BELL);
    }

    @Override
    public void signal(Held process, int signal) {
        if (isAlive(process)) {
            kill(signal, Long.toString(process.pid()));
        }
    }

    @Override
    public void signalGroup(Held leader, int signal) {
        kill(signal, (setsid == null ? "" : "-") + leader.pid());
    }

    @Override
    public Optional<Reaped> reap(Held process) {
        Process child = ((Watched) process).child();
        return child == null || child.isAlive()
                ? Optional.empty()
                : Optional.of(new Reaped(child.exitValue(), 0, Usage.UNKNOWN));
    }

    @Override
    public void release(Held process) {
        // There is nothing to let go of.
    }

    @Override
    public long groupOf(long pid) {
        return ProcFiles.stat(pid).map(ProcStat::group).orElse(-1L);
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    private static void kill(int signal, String target) {
        try {
            Process kill =
                    new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + target)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            int ignored = kill.waitFor();
            assert ignored >= 0;
        } catch (IOException failure) {
            throw new IllegalStateException("no shell to send signals with", failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void create(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static @Nullable String find(String program) {
        for (String directory : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return directory + "/" + program;
            }
        }
        return null;
    }
}
