package dev.jobd.daemon.process.kernel;

import java.util.List;
import java.util.Optional;

/// Makes, holds, watches and signals processes.
///
/// All methods but [#await] may be called from any platform thread.
public interface Kernel extends AutoCloseable {

    /// Makes a process: leader of a session and a group of its own, nothing blocked or ignored,
    /// standard input `/dev/null`, output and errors appended to the output file, descriptor 3
    /// appended to the status file and no other descriptor open.
    Held spawn(Spawn spawn) throws SpawnException;

    /// Takes hold of a process that is there; empty if there is none with this pid. What is found
    /// out about the pid after this call is true of the held process for as long as it is
    /// [alive][#isAlive].
    ///
    /// @throws ShortageException if that cannot be told
    Optional<Held> hold(long pid);

    /// Tells whether the process has not ended.
    boolean isAlive(Held process);

    /// Has [#await] tell of the end of the process.
    void watch(Held process);

    /// Waits until a watched process has ended, somebody calls [#wake] or the time is over.
    ///
    /// @param nanosMax how long to wait; negative for as long as it takes
    /// @return the watched processes that ended, each told of once
    List<Held> await(long nanosMax);

    /// Ends the current or the next [#await].
    void wake();

    /// Sends a signal to one held process; nothing happens if it is gone.
    void signal(Held process, int signal);

    /// Sends a signal to the process group that the held process leads; nothing happens if the
    /// group is gone.
    void signalGroup(Held leader, int signal);

    /// Takes the exit status of an own child that has ended, and by that frees its pid. Empty if
    /// the process is not a child of ours.
    Optional<Reaped> reap(Held process);

    /// Lets go of a process.
    void release(Held process);

    /// Returns the process group of a pid; -1 if there is no such process.
    long groupOf(long pid);

    @Override
    void close();
}
