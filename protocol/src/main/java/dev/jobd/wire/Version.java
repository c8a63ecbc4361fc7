package dev.jobd.wire;

/// The version of these programs.
public final class Version {
    /// The version, as in the build and the changelog.
    public static final String NUMBER = "0.1.0";

    private Version() {}
}
