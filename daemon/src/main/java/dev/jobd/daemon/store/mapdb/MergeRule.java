package dev.jobd.daemon.store.mapdb;

import java.util.List;
import java.util.OptionalLong;

/// Says which files of a segmented collection are to become one.
///
/// What is merged is always the newest file and some before it, so that the order of the files
/// stays the order of what is in them. Counted are rows and not bytes: a row that says that another
/// is deleted is short, and must weigh as much as the one it hides.
final class MergeRule {
    private MergeRule() {}

    /// Returns the index of the oldest file to be merged with all newer ones; the number of files
    /// if they are well as they are.
    ///
    /// A file is taken in once the newer ones have as many rows as it has. So each is larger than
    /// all newer ones together, there are as many as the number of rows has binary digits, and a
    /// row is copied as often as its file can double. And all are taken in once most of what they
    /// hold is dead: less than half of it is live.
    ///
    /// @param rows how many rows each file has, deleted ones included, oldest first
    /// @param live how many rows of the collection are not deleted; empty if that is not known
    static int firstMerged(List<Long> rows, OptionalLong live) {
        int newest = rows.size() - 1;
        int first = newest;
        long sum = newest < 0 ? 0 : rows.get(newest);
        for (int i = newest - 1; i >= 0; i--) {
            if (rows.get(i) <= sum) {
                first = i;
            }
            sum += rows.get(i);
        }
        if (live.isPresent() && sum / 2 > live.getAsLong()) {
            first = 0;
        }
        return first < newest ? first : rows.size();
    }
}
