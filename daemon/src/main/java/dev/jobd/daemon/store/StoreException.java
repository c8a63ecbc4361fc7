package dev.jobd.daemon.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Why something could not be stored or read. The message is a sentence for a person.
public abstract sealed class StoreException extends RuntimeException {

    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The disk is full. Nothing of the batch was saved.
    public static final class Full extends StoreException {
        public Full(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// The disk or the store itself failed.
    public static final class Failed extends StoreException {
        public Failed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// A file is not as it was written.
    public static final class Damaged extends StoreException {
        private final Path file;
        private final long offset;

        /// Says what is wrong with `file` at `offset`.
        public Damaged(Path file, long offset, String problem) {
            super(file + " is damaged at byte " + offset + ": " + problem, null);
            this.file = file;
            this.offset = offset;
        }

        /// Returns the damaged file.
        public Path file() {
            return file;
        }

        /// Returns what a person can do about it, as commands to type.
        public String cure() {
            return String.valueOf(file.getFileName()).startsWith("journal-")
                    ? "'jobd --recover' starts with all that was saved before it, moves the rest aside"
                            + " and lists it in a report; 'jobctl restore FILE' brings back a backup"
                    : "what is in it is nowhere else in the state directory: move that away and"
                            + " 'jobctl restore FILE' brings back a backup";
        }

        /// Returns where the damage begins, in bytes.
        public long offset() {
            return offset;
        }
    }

    /// A newer jobd wrote the store, in a way this one cannot read.
    public static final class Newer extends StoreException {
        private final String version;

        /// Says which format `file` has, and which is the newest known one.
        public Newer(Path file, String version, String known) {
            super(
                    file
                            + " has format "
                            + version
                            + ", written by a newer jobd; this one reads up to "
                            + known
                            + ": install that jobd again, or restore a backup",
                    null);
            this.version = version;
        }

        /// Returns the version found.
        public String version() {
            return version;
        }
    }

    /// Another daemon has the store.
    public static final class InUse extends StoreException {
        private final long pid;

        /// Names the directory and the process that holds it, 0 if unknown.
        public InUse(Path directory, long pid) {
            super(directory + " is in use by " + (pid > 0 ? "process " + pid : "a jobd"), null);
            this.pid = pid;
        }

        /// Returns the process that has it, 0 if unknown.
        public long pid() {
            return pid;
        }
    }

    /// The condition of a change does not hold: nothing of its batch was saved.
    public static final class Refused extends StoreException {
        private final transient Change change;

        /// Names the change and what is stored instead.
        public Refused(Change change, String reason) {
            super(reason, null);
            this.change = change;
        }

        /// Returns the first change of the batch that does not hold.
        public Change change() {
            return change;
        }
    }

    /// Commits that are asked for are not kept, or not any more.
    public static final class Expired extends StoreException {
        private final long oldest;

        /// Says which is the oldest that can be read.
        public Expired(long after, long oldest) {
            super("what came after commit " + after + " cannot be read any more", null);
            this.oldest = oldest;
        }

        /// Returns the oldest commit that can be read.
        public long oldest() {
            return oldest;
        }
    }
}
