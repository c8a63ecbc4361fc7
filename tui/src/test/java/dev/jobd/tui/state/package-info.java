/// Tests of the package, and what only they need.
@NullMarked
package dev.jobd.tui.state;

import org.jspecify.annotations.NullMarked;
