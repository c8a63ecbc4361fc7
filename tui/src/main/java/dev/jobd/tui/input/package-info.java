/// Keys and what they do: one table that drives dispatch, footer and help.
@NullMarked
package dev.jobd.tui.input;

import org.jspecify.annotations.NullMarked;
