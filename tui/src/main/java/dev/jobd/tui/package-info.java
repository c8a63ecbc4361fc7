/// The full-screen dashboard `jobtop`.
@NullMarked
package dev.jobd.tui;

import org.jspecify.annotations.NullMarked;
