package dev.jobd.daemon.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counters by a word, of which there are few. Adding takes no lock once a word is known. For any
/// thread.
public final class Tallies {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /// @param words those that are told from the beginning, with 0
    public Tallies(Iterable<String> words) {
        words.forEach(word -> counts.put(word, new LongAdder()));
    }

    /// Counts one.
    public void add(String word) {
        LongAdder count = counts.get(word);
        (count == null ? counts.computeIfAbsent(word, _ -> new LongAdder()) : count).increment();
    }

    /// Returns all counts, by word.
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((word, count) -> all.put(word, count.sum()));
        return all;
    }

    /// Returns the sum of all counts.
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
