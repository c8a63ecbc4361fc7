package dev.jobd.daemon.process;

import dev.jobd.model.AttemptId;
import dev.jobd.model.JobId;
import dev.jobd.model.RunId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of all attempts: a directory `JOB/RUN.ATTEMPT` for each.
///
/// @param root the directory of all; made when first needed
public record LogDirectory(Path root) {
    private static final Pattern ATTEMPT =
            Pattern.compile("([1-9]\\d{0,17})\\.([1-9]\\d{0,8})(\\.removed)?");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// Returns the files of an attempt, which need not be there.
    public RunLog log(AttemptId attempt) {
        return new RunLog(
                directory(attempt.run().job()).resolve(name(attempt.run()) + attempt.number()));
    }

    /// Returns how many bytes of output an attempt has left; 0 if there are none, or none any more.
    public long size(AttemptId attempt) {
        try {
            return Files.readAttributes(
                            log(attempt).output(),
                            BasicFileAttributes.class,
                            LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException _) {
            return 0;
        }
    }

    /// Removes the log of an attempt and leaves a note that and when that was done.
    public void remove(AttemptId attempt) throws IOException {
        try {
            Files.createFile(note(attempt), OWNER_FILE);
        } catch (FileAlreadyExistsException _) {
            // A crash has kept us from what follows.
        }
        delete(attempt);
    }

    /// Returns when the log of an attempt was removed; empty if it was not.
    public Optional<Instant> removedAt(AttemptId attempt) {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(note(attempt), LinkOption.NOFOLLOW_LINKS)
                            .toInstant());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Removes the log of an attempt and the note of its removal.
    public void forget(AttemptId attempt) throws IOException {
        delete(attempt);
        Files.deleteIfExists(note(attempt));
    }

    /// Shows all jobs that have files, in no order.
    public void forEachJob(Consumer<JobId> reader) throws IOException {
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(root)) {
            for (Path job : jobs) {
                String name = job.getFileName().toString();
                if (name.matches("[1-9]\\d{0,17}")) {
                    reader.accept(new JobId(Long.parseLong(name)));
                }
            }
        } catch (NoSuchFileException _) {
            // Nothing has run yet.
        }
    }

    /// Returns the attempts of a job of which there are files, or a note that they were removed.
    public List<AttemptId> attempts(JobId job) throws IOException {
        List<AttemptId> attempts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(job))) {
            for (Path file : files) {
                Matcher name = ATTEMPT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    RunId run = new RunId(job, Long.parseLong(name.group(1)));
                    attempts.add(run.attempt(Integer.parseInt(name.group(2))));
                }
            }
        }
        return attempts;
    }

    /// Removes the directory of a job if nothing is left in it. To be called only for a job that is
    /// gone, since another attempt could be about to use it.
    public void deleteIfEmpty(JobId job) {
        try {
            Files.deleteIfExists(directory(job));
        } catch (IOException _) {
            // Something is left.
        }
    }

    private Path note(AttemptId attempt) {
        return directory(attempt.run().job())
                .resolve(name(attempt.run()) + attempt.number() + ".removed");
    }

    /// Removes everything of a job. Links are removed, never followed.
    public void delete(JobId job) throws IOException {
        delete(directory(job));
    }

    /// Makes the directory of an attempt.
    ///
    /// @throws FileAlreadyExistsException if it is there
    RunLog create(AttemptId attempt) throws IOException {
        createJob(attempt.run().job());
        RunLog log = log(attempt);
        Files.createDirectory(log.directory(), OWNER_ONLY);
        return log;
    }

    void delete(AttemptId attempt) throws IOException {
        delete(log(attempt).directory());
    }

    Path directory(JobId job) {
        return root.resolve(job.toString());
    }

    /// Makes the directory of a job if it is not there, and returns it.
    Path createJob(JobId job) throws IOException {
        ensure(root);
        Path directory = directory(job);
        ensure(directory);
        return directory;
    }

    /// Returns what the names of the directories of a run's attempts start with.
    static String name(RunId run) {
        return run.number() + ".";
    }

    private static void ensure(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, OWNER_ONLY);
        } catch (FileAlreadyExistsException _) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(directory.toString());
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null) {
            throw new NotDirectoryException(directory.toString());
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this system cannot remove directories safely");
            }
            delete(secure, directory.getFileName());
        } catch (NoSuchFileException _) {
            // Somebody else removed it, which is as good.
        }
    }

    /// Works relative to open directories, so that nobody can put a link in the way meanwhile.
    private static void delete(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        boolean directory =
                parent.getFileAttributeView(
                                name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                        .isDirectory();
        if (!directory) {
            parent.deleteFile(name);
            return;
        }
        try (SecureDirectoryStream<Path> children =
                parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : children) {
                delete(children, child.getFileName());
            }
        }
        parent.deleteDirectory(name);
    }
}
