package dev.jobd.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Tells whether the heap is nearly full of what is in use, by its pool of old objects.
///
/// Nearly full is what a full collection left over [#NEARLY] of the limit, until less is used
/// again: between collections garbage counts as used.
final class HeapLimit implements Supplier<OptionalLong> {
    private static final double NEARLY = 0.8;

    private final MemoryPoolMXBean old;

    /// Looks at the heap of this process.
    HeapLimit() {
        old =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .filter(pool -> pool.getName().matches(".*(Old|Tenured).*"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no pool of old objects"));
    }

    /// Returns the limit of the heap in bytes, if it is nearly reached.
    @Override
    public OptionalLong get() {
        MemoryUsage collected = old.getCollectionUsage();
        boolean isFull = isFull(collected) && isFull(old.getUsage());
        return isFull ? OptionalLong.of(Runtime.getRuntime().maxMemory()) : OptionalLong.empty();
    }

    private static boolean isFull(MemoryUsage usage) {
        return usage.getMax() > 0 && usage.getUsed() > NEARLY * usage.getMax();
    }
}
