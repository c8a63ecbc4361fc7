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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The files of all attempts: a directory `JOB/RUN.ATTEMPT` for each.
///
/// @param root the directory of all; made when first needed
public record LogDirectory(Path root) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// Returns the files of an attempt, which need not be there.
    public RunLog log(AttemptId attempt) {
        return new RunLog(
                directory(attempt.run().job()).resolve(name(attempt.run()) + attempt.number()));
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
