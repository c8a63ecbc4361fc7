/// Tests of the process pool, with real processes.
@NullMarked
package dev.jobd.daemon.process;

import org.jspecify.annotations.NullMarked;
