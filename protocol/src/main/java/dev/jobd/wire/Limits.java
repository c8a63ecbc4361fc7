package dev.jobd.wire;

import java.time.Duration;

/// The limits of the protocol, as `hello` and `describe` tell them.
public final class Limits {
    /// The longest line a client may send, without its line feed.
    public static final int LINE_BYTES = 1 << 20;

    /// The longest line the daemon sends.
    public static final int REPLY_BYTES = 4 << 20;

    /// How many connections there may be at once, unless the daemon was started with another
    /// number.
    public static final int CONNECTIONS = 256;

    /// How many of a connection's requests may be without an answer before it is read no further.
    public static final int IN_FLIGHT = 64;

    /// How many subscriptions and logs one connection may follow at once.
    public static final int SUBSCRIPTIONS = 16;

    /// The largest page.
    public static final int PAGE = 1_000;

    /// How many operations one batch has at most.
    public static final int BATCH = 1_000;

    /// How many jobs, groups and calendars one `apply` names at most.
    public static final int APPLY = 10_000;

    /// How many raw bytes of output one line carries.
    public static final int CHUNK_BYTES = 64 << 10;

    /// How long a connection may be silent.
    public static final Duration IDLE = Duration.ofMinutes(10);

    /// How many due times one reply tells at most.
    public static final int TIMES = 10_000;

    /// How many due times are skipped at most: each is recorded.
    public static final int SKIPS = 100;

    private Limits() {}

    /// Returns them as JSON, with what can be set as it usually is.
    public static Json.Obj toJson() {
        return toJson(CONNECTIONS, LINE_BYTES, IN_FLIGHT, SUBSCRIPTIONS, IDLE);
    }

    /// Returns them as JSON, with what can be set as it is.
    public static Json.Obj toJson(
            int connections, int lineBytes, int inFlight, int subscriptions, Duration idle) {
        return Json.object()
                .put("line", lineBytes)
                .put("reply", REPLY_BYTES)
                .put("conns", connections)
                .put("inflight", inFlight)
                .put("subs", subscriptions)
                .put("page", PAGE)
                .put("batch", BATCH)
                .put("apply", APPLY)
                .put("chunk", CHUNK_BYTES)
                .put("idle_s", idle.toSeconds())
                .build();
    }
}
