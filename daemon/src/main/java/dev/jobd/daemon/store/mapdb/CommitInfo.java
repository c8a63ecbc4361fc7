package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Commit;
import dev.jobd.daemon.store.Effect;
import dev.jobd.model.Run;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a commit carries in the journal beside its changes, so that it can be read back: when it
/// was made, and what jobs, states and active runs were before it.
///
/// It stands in the frame as one more change, of a collection that is never stored. Its value is
/// the time in milliseconds, and for each change of those collections, in their order, what was
/// there: 0 for nothing, else how much of it stands at the beginning and at the end of what is
/// there now, and the bytes between. Zeros at the end are left out.
final class CommitInfo {
    /// The id of the collection that is none.
    static final int COLLECTION = 0;

    private static final byte[] NO_KEY = new byte[0];
    private static final byte[] NOTHING = new byte[0];

    private CommitInfo() {}

    /// Tells whether what was before a change of this collection is kept.
    static boolean isKept(int collection) {
        return collection == Collection.JOBS.id()
                || collection == Collection.STATES.id()
                || collection == Collection.ACTIVE.id();
    }

    /// Returns the information as a change.
    ///
    /// @param ops the changes of the commit
    /// @param before what was there before each change of a collection that [#isKept]
    static Op of(Instant at, List<Op> ops, List<byte @Nullable []> before) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        putNumber(bytes, Math.max(0, at.toEpochMilli()));
        int end = before.size();
        while (end > 0 && before.get(end - 1) == null) {
            end--;
        }
        int next = 0;
        for (int i = 0; next < end; i++) {
            if (isKept(ops.get(i).collection())) {
                putBefore(bytes, before.get(next++), likely(ops, i));
            }
        }
        return new Op(COLLECTION, NO_KEY, bytes.toByteArray());
    }

    private static void putBefore(
            ByteArrayOutputStream bytes, byte @Nullable [] before, byte[] now) {
        if (before == null) {
            bytes.write(0);
            return;
        }
        int shorter = Math.min(before.length, now.length);
        int mismatch = Arrays.mismatch(before, now);
        int start = mismatch < 0 ? shorter : mismatch;
        int end = 0;
        while (end < shorter - start
                && before[before.length - 1 - end] == now[now.length - 1 - end]) {
            end++;
        }
        int middle = before.length - start - end;
        putNumber(bytes, start + 1L);
        putNumber(bytes, end);
        putNumber(bytes, middle);
        bytes.write(before, start, middle);
    }

    /// Returns what a change leaves behind that looks most like what was before: an active run that
    /// ends is deleted there, and the next change puts it among the ended ones.
    private static byte[] likely(List<Op> ops, int index) {
        Op op = ops.get(index);
        if (op.value() != null) {
            return op.value();
        }
        Op next = index + 1 < ops.size() ? ops.get(index + 1) : op;
        boolean isSame =
                next.collection() == Collection.HISTORY.id()
                        && next.value() != null
                        && Arrays.equals(next.key(), op.key());
        return isSame && next.value() != null ? next.value() : NOTHING;
    }

    /// Returns how many changes a commit has.
    static int changes(Frame frame) {
        return frame.ops().size() - (find(frame) == null ? 0 : 1);
    }

    /// Returns when a commit was made, or null if it says nothing: an older jobd wrote it.
    static @Nullable Instant timeOf(Frame frame) {
        ByteBuffer info = find(frame);
        return info == null ? null : Instant.ofEpochMilli(takeNumber(info));
    }

    /// Returns the commit of a frame, or null if an older jobd wrote it.
    static @Nullable Commit read(Frame frame) {
        ByteBuffer info = find(frame);
        if (info == null) {
            return null;
        }
        Instant at = Instant.ofEpochMilli(takeNumber(info));
        Map<ByteBuffer, Touched> jobs = new LinkedHashMap<>();
        Map<ByteBuffer, Touched> states = new LinkedHashMap<>();
        Map<ByteBuffer, Touched> runs = new LinkedHashMap<>();
        List<Op> ops = frame.ops();
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            byte[] before =
                    isKept(op.collection()) && info.hasRemaining()
                            ? takeBefore(info, likely(ops, i))
                            : null;
            if (op.collection() == Collection.JOBS.id()) {
                touch(jobs, op, before);
            } else if (op.collection() == Collection.STATES.id()) {
                touch(states, op, before);
            } else if (op.collection() == Collection.ACTIVE.id()) {
                touch(runs, op, before);
            } else if (op.collection() == Collection.HISTORY.id()) {
                touch(runs, op, null).wasEnded |= op.value() == null;
            }
        }
        List<Effect> effects = new ArrayList<>();
        jobs.values().forEach(it -> addJob(effects, it));
        states.values().forEach(it -> addState(effects, it));
        runs.values().forEach(it -> addRun(effects, it));
        return new Commit(frame.sequence(), at, frame.length(), effects);
    }

    /// What one commit did to one key.
    private static final class Touched {
        private final byte[] key;
        private final byte @Nullable [] before;
        private byte @Nullable [] after;
        private boolean wasMade;
        private boolean wasEnded;

        Touched(byte[] key, byte @Nullable [] before) {
            this.key = key;
            this.before = before;
        }

        boolean isSame() {
            return before == null ? after == null : Arrays.equals(before, after);
        }
    }

    private static Touched touch(
            Map<ByteBuffer, Touched> touched, Op op, byte @Nullable [] before) {
        Touched it =
                touched.computeIfAbsent(
                        ByteBuffer.wrap(op.key()), _ -> new Touched(op.key(), before));
        it.after = op.value();
        it.wasMade |= op.value() != null;
        return it;
    }

    private static void addJob(List<Effect> effects, Touched it) {
        if (!it.isSame()) {
            effects.add(
                    new Effect.OfJob(
                            Keys.job(it.key),
                            decoded(it.before, JobCodec::decode),
                            decoded(it.after, JobCodec::decode)));
        }
    }

    private static void addState(List<Effect> effects, Touched it) {
        if (!it.isSame()) {
            effects.add(
                    new Effect.OfState(
                            Keys.job(it.key),
                            decoded(it.before, JobStateCodec::decode),
                            decoded(it.after, JobStateCodec::decode)));
        }
    }

    private static void addRun(List<Effect> effects, Touched it) {
        boolean wasThere = it.before != null || (it.wasEnded && !it.wasMade);
        if (it.isSame() && (it.before != null || !wasThere)) {
            return;
        }
        Optional<Run> after = decoded(it.after, RunCodec::decode);
        Optional<Run> before = decoded(it.before, RunCodec::decode);
        effects.add(new Effect.OfRun(Keys.run(it.key), before, after));
    }

    private static <T> Optional<T> decoded(byte @Nullable [] value, Function<byte[], T> decoder) {
        return value == null ? Optional.empty() : Optional.of(decoder.apply(value));
    }

    private static @Nullable ByteBuffer find(Frame frame) {
        List<Op> ops = frame.ops();
        Op last = ops.isEmpty() ? null : ops.getLast();
        return last == null || last.collection() != COLLECTION || last.value() == null
                ? null
                : ByteBuffer.wrap(last.value());
    }

    private static byte @Nullable [] takeBefore(ByteBuffer info, byte[] now) {
        int start = (int) takeNumber(info) - 1;
        if (start < 0) {
            return null;
        }
        int end = (int) takeNumber(info);
        int middle = (int) takeNumber(info);
        byte[] before = new byte[start + middle + end];
        System.arraycopy(now, 0, before, 0, start);
        info.get(before, start, middle);
        System.arraycopy(now, now.length - end, before, start + middle, end);
        return before;
    }

    private static void putNumber(ByteArrayOutputStream bytes, long number) {
        long rest = number;
        while (rest > 0x7F) {
            bytes.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static long takeNumber(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
