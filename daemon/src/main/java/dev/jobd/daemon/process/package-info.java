/// Runs the processes of jobs, keeps their output and knows how they ended.
///
/// [ProcessLauncher] is the port, [OsProcessLauncher] what stands behind it: a few threads make
/// processes, each under a [Supervisor] that writes down how its command ended, and one thread, the
/// [Reaper], waits for all and has a [Child] for each attempt. After a restart [Recovery] reads
/// what the supervisors wrote. [LogDirectory] and [LogFollower] give others the output.
@NullMarked
package dev.jobd.daemon.process;

import org.jspecify.annotations.NullMarked;
