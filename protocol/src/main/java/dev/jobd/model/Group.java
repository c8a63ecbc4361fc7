package dev.jobd.model;

import java.util.OptionalInt;

/// A named queue with slots.
///
/// @param name as a job's name, but digits alone are allowed
/// @param slots how many of its runs may have a process at once; empty for any number
public record Group(String name, OptionalInt slots) {
    public Group {
        if (slots.isPresent() && slots.getAsInt() < 1) {
            throw new IllegalArgumentException("a group has 1 slot or more, or unlimited");
        }
    }

    /// Tells whether one more run may start beside `used` others.
    public boolean hasFreeSlot(int used) {
        return slots.isEmpty() || used < slots.getAsInt();
    }
}
