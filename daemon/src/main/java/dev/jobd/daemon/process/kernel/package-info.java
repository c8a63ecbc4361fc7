/// What the process pool asks of the operating system: natively, or as far as the JDK can.
@NullMarked
package dev.jobd.daemon.process.kernel;

import org.jspecify.annotations.NullMarked;
