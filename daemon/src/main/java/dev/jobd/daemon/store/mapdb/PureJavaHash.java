package dev.jobd.daemon.store.mapdb;

import net.jpountz.xxhash.XXHashFactory;

/// Makes MapDB's hash library work in plain Java.
///
/// Left alone it unpacks a native library into the temporary folder, where it stays after a kill,
/// loads it with a warning, and falls back on deprecated memory access otherwise. MapDB asks for a
/// hash while its classes load and never uses it in what this store does. The library decides by
/// the machine's architecture, once, and offers no setting.
final class PureJavaHash {
    private static final String ARCHITECTURE = "os.arch";

    private PureJavaHash() {}

    static {
        String architecture = System.getProperty(ARCHITECTURE);
        System.setProperty(ARCHITECTURE, "unknown");
        try {
            XXHashFactory.fastestInstance();
        } finally {
            System.setProperty(ARCHITECTURE, architecture);
        }
    }

    /// Does it, the first time; to be called before any class of MapDB is used.
    static void prepare() {
        // the static initializer has done it
    }
}
