package dev.jobd.daemon.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The lines of feeds that wait to be written to one connection. Its owner guards it.
final class PushQueue {
    private static final int BYTES_MAX = 128 << 10;
    private static final int LINES_MAX = 1_000;

    private final Deque<Push> pushes = new ArrayDeque<>();
    private long bytes;

    /// One line.
    ///
    /// @param share what it takes in memory
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Push(Feeder feeder, byte[] line, MemoryPart.Share share) {}

    /// Whose lines they are.
    static final class Feeder {
        private boolean ended;

        /// Tells whether no more lines of it are wanted.
        boolean hasEnded() {
            return ended;
        }

        /// Ends it; returns whether it had not ended before.
        boolean end() {
            boolean was = ended;
            ended = true;
            return !was;
        }
    }

    /// Tells whether another line may wait here.
    boolean hasRoom() {
        return bytes <= BYTES_MAX && pushes.size() < LINES_MAX;
    }

    boolean isEmpty() {
        return pushes.isEmpty();
    }

    /// Returns how many bytes wait.
    long bytes() {
        return bytes;
    }

    /// Adds a line.
    void add(Feeder feeder, byte[] line, MemoryPart.Share share) {
        pushes.add(new Push(feeder, line, share));
        bytes += line.length;
    }

    /// Drops the lines of a feed; returns how many there were.
    int drop(Feeder feeder) {
        int count = pushes.size();
        pushes.removeIf(push -> push.feeder() == feeder && giveBack(push));
        bytes = pushes.stream().mapToLong(push -> push.line().length).sum();
        return count - pushes.size();
    }

    /// Drops all lines.
    void clear() {
        pushes.removeIf(PushQueue::giveBack);
        bytes = 0;
    }

    private static boolean giveBack(Push push) {
        push.share().giveBack();
        return true;
    }

    /// Takes lines out: about so many bytes.
    List<Push> take(int most) {
        List<Push> lines = new ArrayList<>();
        for (int taken = 0; !pushes.isEmpty() && taken < most; ) {
            Push push = pushes.remove();
            lines.add(push);
            taken += push.line().length;
            bytes -= push.line().length;
        }
        return lines;
    }
}
