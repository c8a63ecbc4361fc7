/// Tests of the package, and what only they need.
@NullMarked
package dev.jobd.tui.view;

import org.jspecify.annotations.NullMarked;
