/// The protocol: JSON lines, the table of operations that validates and describes them, and errors.
@NullMarked
package dev.jobd.wire;

import org.jspecify.annotations.NullMarked;
