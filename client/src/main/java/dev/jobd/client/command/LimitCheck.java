package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks at a daemon that runs from outside: how much of the system it may have, whether it is the
/// one that is installed, what is set, and what its jobs have left behind.
final class LimitCheck {
    /// With fewer open files hundreds of runs and clients do not go together.
    private static final long FILES_LEAST = 4_096;

    private static final Pattern GAP = Pattern.compile(" {2,}");
    private static final String RUN_ID = "JOBD_RUN_ID=";
    private static final int NAMED_MAX = 5;

    private final Checkup checkup;
    private final Path proc;

    LimitCheck(Checkup checkup) {
        this(checkup, Path.of("/proc"));
    }

    /// @param proc where the kernel shows processes
    LimitCheck(Checkup checkup, Path proc) {
        this.checkup = checkup;
        this.proc = proc;
    }

    /// Looks at the daemon that answered.
    ///
    /// @param active asks which runs have not ended, such as `17/3`
    void run(Json.Obj stats, Supplier<Set<String>> active) {
        Path daemon = proc.resolve(Long.toString(stats.integer("pid")));
        limits(daemon, stats.findInteger("runs_max").orElse(1L));
        stats.findObject("config").ifPresent(this::settings);
        lingering(stats.findText("store").orElse("").split("\\.", 2)[0], active);
    }

    private void limits(Path daemon, long runsMax) {
        OptionalLong files = soft(daemon, "Max open files");
        if (files.isPresent() && files.getAsLong() < FILES_LEAST) {
            checkup.warn(
                    "files",
                    "the daemon may have only %d files open".formatted(files.getAsLong()),
                    "ulimit -n %d; jobctl shutdown; jobctl status".formatted(16 * FILES_LEAST));
        } else if (files.isPresent()) {
            checkup.ok("files", "the daemon may have %d files open".formatted(files.getAsLong()));
        }
        OptionalLong processes = soft(daemon, "Max processes");
        // A supervisor and a command at least for each run.
        long needed = 2 * runsMax;
        if (processes.isPresent() && processes.getAsLong() < needed) {
            checkup.warn(
                    "procs",
                    "its user may have only %d processes, and %d runs at once need more"
                            .formatted(processes.getAsLong(), runsMax),
                    "ulimit -u %d, or jobctl group cap %d"
                            .formatted(2 * needed, Math.max(1, processes.getAsLong() / 2)));
        } else if (processes.isPresent()) {
            checkup.ok("procs", "its user may have %d processes".formatted(processes.getAsLong()));
        }
    }

    /// Returns a limit of a process; empty if there is none, or it cannot be seen.
    private static OptionalLong soft(Path process, String name) {
        try {
            for (String line : Files.readAllLines(process.resolve("limits"))) {
                String[] parts = GAP.split(line, -1);
                if (parts[0].equals(name) && parts.length > 1 && parts[1].matches("\\d{1,18}")) {
                    return OptionalLong.of(Long.parseLong(parts[1]));
                }
            }
        } catch (IOException _) {
            // Somebody else's.
        }
        return OptionalLong.empty();
    }

    private void settings(Json.Obj config) {
        String file = config.findText("file").orElse("no configuration file is there");
        List<Json.Obj> set = config.objects("settings");
        String named =
                set.isEmpty()
                        ? "; nothing is set"
                        : "; set are "
                                + String.join(
                                        ", ",
                                        set.stream()
                                                .map(it ->
                                                        "%s = %s (%s)"
                                                                .formatted(
                                                                        it.text("name"),
                                                                        it.text("value"),
                                                                        it.text("source")))
                                                .toList());
        checkup.ok("config", file + named);
        for (Json.Obj it : config.objects("waiting")) {
            checkup.warn(
                    "config",
                    ReloadCommand.waiting(it),
                    "jobctl shutdown; jobctl status   # what runs goes on");
        }
        config.findText("file").map(Path::of).ifPresent(this::rights);
    }

    /// Looks who may write a configuration file: it decides what the daemon's jobs find in PATH.
    void rights(Path file) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            if (rights.contains(PosixFilePermission.GROUP_WRITE)
                    || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
                checkup.warn(
                        "config",
                        "%s may be changed by others (%s)"
                                .formatted(file, PosixFilePermissions.toString(rights)),
                        "chmod go-w " + file);
            }
        } catch (IOException e) {
            checkup.warn(
                    "config",
                    file + " was read and cannot be looked at any more: " + e.getMessage(),
                    "jobctl reload");
        }
    }

    /// Looks for processes of runs that are over: they bear the name of their run.
    private void lingering(String store, Supplier<Set<String>> active) {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(proc)) {
            all.filter(it -> it.getFileName().toString().matches("\\d+"))
                    .forEach(process ->
                            runOf(process, store).ifPresent(run -> found.put(process, run)));
        } catch (IOException e) {
            checkup.warn("left", "processes cannot be listed: " + e.getMessage(), "ls " + proc);
            return;
        }
        if (!found.isEmpty()) {
            found.values().removeAll(active.get());
            // What has ended together with its run meanwhile is not left behind.
            found.entrySet().removeIf(it -> runOf(it.getKey(), store).isEmpty());
        }
        if (found.isEmpty()) {
            checkup.ok("left", "no process outlives its run");
            return;
        }
        List<String> named = new ArrayList<>();
        List<String> pids = new ArrayList<>();
        found.entrySet().stream()
                .limit(NAMED_MAX)
                .forEach(it -> {
                    pids.add(it.getKey().getFileName().toString());
                    named.add(pids.getLast() + " of run " + it.getValue());
                });
        checkup.warn(
                "left",
                "processes outlive their runs, %d of them: %s"
                        .formatted(found.size(), String.join(", ", named)),
                "ps -fp %s; kill %s".formatted(String.join(",", pids), String.join(" ", pids)));
    }

    /// Returns the run a process belongs to, such as `17/3`.
    private static Optional<String> runOf(Path process, String store) {
        try {
            String environment =
                    Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return Stream.of(environment.split("\0", -1))
                    .filter(it -> it.startsWith(RUN_ID + store + ":"))
                    .map(it -> it.substring(RUN_ID.length() + store.length() + 1))
                    .map(attempt -> attempt.replaceFirst("\\.\\d+$", ""))
                    .findFirst();
        } catch (IOException _) {
            // It has ended, or is somebody else's.
            return Optional.empty();
        }
    }
}
