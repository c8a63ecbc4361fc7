/// Draws a state into a grid of cells, and the difference of two grids onto a terminal.
@NullMarked
package dev.jobd.tui.view;

import org.jspecify.annotations.NullMarked;
