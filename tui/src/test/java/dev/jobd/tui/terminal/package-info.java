/// Tests of the package, and what only they need.
@NullMarked
package dev.jobd.tui.terminal;

import org.jspecify.annotations.NullMarked;
