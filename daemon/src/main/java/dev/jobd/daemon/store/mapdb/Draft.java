package dev.jobd.daemon.store.mapdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A snapshot in the making: what a commit changes, readable as it goes. Thrown away if the commit
/// is refused. For one thread.
final class Draft {
    private static final byte[] NO_KEY = new byte[0];

    private final Snapshot base;
    private final Snapshot changed;
    private final List<Op> ops = new ArrayList<>();
    private final List<byte @Nullable []> before = new ArrayList<>();
    private int readFrom;
    private byte[] readKey = NO_KEY;
    private byte @Nullable [] read;

    Draft(Snapshot base) {
        this.base = base;
        changed = new Snapshot(base.seq() + 1, base.live().copy(), base.frozen(), base.files());
    }

    /// Returns the state before the commit.
    Snapshot base() {
        return base;
    }

    /// Returns the state with all changes so far.
    Snapshot changed() {
        return changed;
    }

    /// Returns the changes so far.
    List<Op> ops() {
        return ops;
    }

    /// Returns the changes so far, with what the journal keeps beside them.
    List<Op> journaled(Instant at) {
        List<Op> all = new ArrayList<>(ops.size() + 1);
        all.addAll(ops);
        all.add(CommitInfo.of(at, ops, before));
        return all;
    }

    byte @Nullable [] get(Collection collection, byte[] key) {
        byte[] value = changed.get(collection.id(), key);
        if (CommitInfo.isKept(collection.id())) {
            readFrom = collection.id();
            readKey = key;
            read = value;
        }
        return value;
    }

    void put(Collection collection, byte[] key, byte[] value) {
        apply(new Op(collection.id(), key, value));
    }

    void delete(Collection collection, byte[] key) {
        apply(new Op(collection.id(), key, null));
    }

    /// Makes one change.
    void apply(Op op) {
        if (CommitInfo.isKept(op.collection())) {
            // Who changes a key has mostly just looked at it.
            boolean isRead = readFrom == op.collection() && Arrays.equals(readKey, op.key());
            before.add(isRead ? read : changed.get(op.collection(), op.key()));
            readKey = NO_KEY;
        }
        ops.add(op);
        replay(op);
    }

    /// Makes one change of a commit that is in the journal.
    void replay(Op op) {
        if (op.collection() == CommitInfo.COLLECTION) {
            return;
        }
        if (Collection.isCounted(op.collection())
                && Collection.layoutOf(op.collection()) == Collection.Layout.WHOLE) {
            applyCounting(op);
            return;
        }
        Overlay live = changed.live();
        live.set(op.collection(), op.key(), op.value() == null ? Overlay.TOMBSTONE : op.value());
        if (Collection.isCounted(op.collection())) {
            // Rows of a segmented collection are written once and removed once: no need to look.
            live.count(op.collection(), op.value() == null ? -1 : 1);
        }
    }

    private void applyCounting(Op op) {
        Overlay live = changed.live();
        int collection = op.collection();
        byte[] known = live.get(collection, op.key());
        boolean mustLook = known == null || op.value() == null;
        boolean below = mustLook && changed.getBelow(collection, op.key()) != null;
        boolean before = known == null ? below : !Overlay.isTombstone(known);
        if (op.value() != null) {
            live.set(collection, op.key(), op.value());
        } else if (below) {
            live.set(collection, op.key(), Overlay.TOMBSTONE);
        } else {
            // Nothing beneath to hide: a run that came and went leaves no trace to wade through.
            live.forget(collection, op.key());
        }
        live.count(collection, (op.value() == null ? 0 : 1) - (before ? 1 : 0));
    }
}
