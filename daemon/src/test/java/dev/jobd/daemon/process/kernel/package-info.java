/// Tests of what is read of processes.
@NullMarked
package dev.jobd.daemon.process.kernel;

import org.jspecify.annotations.NullMarked;
