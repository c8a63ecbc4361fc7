package dev.jobd.tui;

import dev.jobd.tui.state.Usage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks into `/proc` for what processes and their descendants use. What is not there or may not be
/// read is left out.
final class ProcessTrees {

    private static final int TREE_MAX = 200;

    /// The kernel's ticks a second as it tells them to programs, the same on every architecture.
    private static final long TICK_MILLIS = 10;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int RESIDENT_PAGES = 21;

    private final Path proc;
    private final long pageBytes;

    ProcessTrees() {
        this(Path.of("/proc"), 4096);
    }

    /// @param pageBytes how long a page of memory is
    ProcessTrees(Path proc, long pageBytes) {
        this.proc = proc;
        this.pageBytes = pageBytes;
    }

    /// What each of some processes uses together with its descendants.
    Map<Long, Usage.Sample> look(List<Long> pids) {
        Map<Long, Usage.Sample> found = new HashMap<>();
        for (long pid : pids) {
            tree(pid).ifPresent(sample -> found.put(pid, sample));
        }
        return found;
    }

    private Optional<Usage.Sample> tree(long root) {
        Deque<String> waiting = new ArrayDeque<>(List.of(String.valueOf(root)));
        long cpu = 0;
        long memory = 0;
        int count = 0;
        while (!waiting.isEmpty() && count < TREE_MAX) {
            String pid = waiting.removeFirst();
            Optional<Usage.Sample> one = process(pid);
            if (one.isPresent()) {
                cpu += one.get().cpuMillis();
                memory += one.get().memory();
                count++;
                waiting.addAll(children(pid));
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(new Usage.Sample(cpu, memory, count));
    }

    /// One process; empty if it has ended meanwhile, or is not ours to see.
    private Optional<Usage.Sample> process(String pid) {
        try {
            // The name in brackets may hold anything; what follows it are numbers.
            String stat = Files.readString(proc.resolve(pid).resolve("stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(words[USER_TIME]) + Long.parseLong(words[SYSTEM_TIME]);
            long pages = Long.parseLong(words[RESIDENT_PAGES]);
            return Optional.of(new Usage.Sample(ticks * TICK_MILLIS, pages * pageBytes, 1));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private List<String> children(String pid) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(proc.resolve(pid).resolve("task"))) {
            for (Path task : tasks) {
                for (String child : Files.readString(task.resolve("children")).split(" ", -1)) {
                    if (!child.isBlank()) {
                        found.add(child.strip());
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended meanwhile: what was found of it counts.
            return found;
        }
        return found;
    }
}
