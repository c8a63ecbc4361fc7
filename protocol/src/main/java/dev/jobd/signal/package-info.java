/// Signals of the operating system.
@NullMarked
package dev.jobd.signal;

import org.jspecify.annotations.NullMarked;
