/// The daemon program: wires its parts together and starts and stops them in order.
@NullMarked
package dev.jobd.daemon;

import org.jspecify.annotations.NullMarked;
