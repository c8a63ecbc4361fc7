/// The real terminal: its modes, its bytes in and out, and leaving it as it was found; the only
/// place that knows Lanterna.
@NullMarked
package dev.jobd.tui.terminal;

import org.jspecify.annotations.NullMarked;
