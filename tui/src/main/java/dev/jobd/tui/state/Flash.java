package dev.jobd.tui.state;

import java.time.Instant;

/// A line that says what an action did; it goes by itself.
public record Flash(String text, boolean warning, Instant until) {}
