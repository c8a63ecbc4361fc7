package dev.jobd.daemon.process;

import dev.jobd.model.AttemptId;
import dev.jobd.model.StopPolicy;

/// Starts, watches and ends the processes of attempts.
///
/// No method but [#recover] blocks: what happens is told to the [ProcessListener]. Each attempt
/// that was started is told of as `notStarted`, or as `started` and later `ended`. A call for an
/// attempt that is not known, or is over, does nothing.
public interface ProcessLauncher extends AutoCloseable {

    /// Starts the process of an attempt. An attempt is started once only: where its files are there
    /// already, it is `notStarted`.
    void start(Launch launch);

    /// Asks the processes of an attempt to end: the signal, then CONT, to the whole group and to
    /// what left the group. From now on `ended` waits for what left the group, too; what is still
    /// there a grace period after the leader's end is killed.
    void stop(AttemptId attempt, int signal);

    /// Ends all processes of an attempt, those that left its group included.
    void kill(AttemptId attempt);

    /// Sends one signal to the process group of an attempt, and does no more.
    void signal(AttemptId attempt, int signal);

    /// Sends one signal to the process group of an attempt and to what left the group.
    void signalAll(AttemptId attempt, int signal);

    /// Finds out what became of an attempt that a former daemon was about to start or had started.
    /// One that still runs is watched from here on, and its end is told to the listener. Reads
    /// files and looks at processes in the caller's thread, some milliseconds.
    ///
    /// @param stop how to end what is left of the group after the leader's end
    /// @throws dev.jobd.daemon.process.kernel.ShortageException if nobody can tell for want of file
    ///   descriptors; then nothing may be decided about it
    Recovered recover(AttemptId attempt, StopPolicy stop);

    /// Stops watching. The processes live on.
    @Override
    void close();
}
