package dev.jobd.daemon.process.kernel;

/// Error numbers of Linux in words.
final class Errno {
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EINVAL = 22;

    private Errno() {}

    static String text(int errno) {
        return switch (errno) {
            case 1 -> "operation not permitted";
            case ENOENT -> "no such file or directory";
            case ESRCH -> "no such process";
            case 5 -> "input/output error";
            case 7 -> "argument list too long";
            case 11 -> "no more processes are allowed";
            case 12 -> "out of memory";
            case 13 -> "permission denied";
            case 17 -> "file exists";
            case 20 -> "not a directory";
            case 23, 24 -> "too many open files";
            case 28 -> "no space left on device";
            case 30 -> "read-only file system";
            case 36 -> "file name too long";
            case 40 -> "too many levels of symbolic links";
            case 122 -> "disk quota exceeded";
            default -> "error " + errno;
        };
    }
}
