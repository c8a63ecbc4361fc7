/// What the dashboard knows and how it changes: immutable values and one pure reducer; no clock, no
/// I/O.
@NullMarked
package dev.jobd.tui.state;

import org.jspecify.annotations.NullMarked;
