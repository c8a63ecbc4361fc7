package dev.jobd.daemon.store.mapdb;

import java.util.Locale;
import java.util.OptionalLong;

/// The collections of the store. An id stands in files and is never given twice.
///
/// Ids that are not listed here come from a newer jobd; they are kept as they are.
enum Collection {
    /// Job number to job.
    JOBS(1, Layout.WHOLE, true),
    /// Job number to what changes about it as it runs.
    STATES(2, Layout.WHOLE, false),
    /// Job name to job number.
    NAMES(3, Layout.WHOLE, false),
    /// Job and run number to run, until it ends.
    ACTIVE(4, Layout.WHOLE, true),
    /// Named values: groups and counters.
    SETTINGS(5, Layout.WHOLE, false),
    /// Job and run number to ended run.
    HISTORY(6, Layout.SEGMENTS, true),
    /// End, job and run number of each ended run, to nothing.
    TIMELINE(7, Layout.SEGMENTS, false),
    /// User and key of a request to what was answered.
    RECEIPTS(10, Layout.SEGMENTS, true),
    /// Time, user and key of each receipt, to nothing.
    RECEIPT_AGES(11, Layout.SEGMENTS, false);

    /// One more than the largest id known here.
    static final int ID_END = 12;

    private static final Collection[] BY_ID = new Collection[256];

    static {
        for (Collection collection : values()) {
            BY_ID[collection.id] = collection;
        }
    }

    /// How a collection lies in files.
    enum Layout {
        /// One file, made anew when something in it changed.
        WHOLE,
        /// A row of files, oldest first, each with what was new in its time.
        SEGMENTS
    }

    private final int id;
    private final Layout layout;
    private final boolean counted;

    Collection(int id, Layout layout, boolean counted) {
        this.id = id;
        this.layout = layout;
        this.counted = counted;
    }

    /// Returns the number of the collection in files.
    int id() {
        return id;
    }

    /// Returns the layout of the collection with this id.
    static Layout layoutOf(int id) {
        // Rows of segments fit any use, so what is not known is safe in them.
        return BY_ID[id] == null ? Layout.SEGMENTS : BY_ID[id].layout;
    }

    /// Returns how many rows the collection with this id has, if that is known.
    ///
    /// @param counts the numbers of keys of the counted collections by id
    static OptionalLong rows(int id, long[] counts) {
        // Each ended run has one place among all of them, and so has each receipt.
        int counted = id == TIMELINE.id ? HISTORY.id : id == RECEIPT_AGES.id ? RECEIPTS.id : id;
        return isCounted(counted) ? OptionalLong.of(counts[counted]) : OptionalLong.empty();
    }

    /// Tells whether the number of keys is kept for the collection with this id.
    static boolean isCounted(int id) {
        return BY_ID[id] != null && BY_ID[id].counted;
    }

    /// Returns the beginning of its file names.
    static String stem(int id) {
        return BY_ID[id] == null
                ? "other" + id
                : BY_ID[id].name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
