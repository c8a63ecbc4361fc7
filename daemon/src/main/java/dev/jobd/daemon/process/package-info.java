/// Runs the processes of jobs, keeps their output and knows how they ended.
@NullMarked
package dev.jobd.daemon.process;

import org.jspecify.annotations.NullMarked;
