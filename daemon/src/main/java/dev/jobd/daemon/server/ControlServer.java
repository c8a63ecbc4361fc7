package dev.jobd.daemon.server;

import dev.jobd.daemon.audit.AuditLog;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.WireError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control socket and its connections.
///
/// Platform threads only: the socket library spins or starves on virtual ones.
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final Duration BACK_OFF = Duration.ofMillis(100);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final ServerCounts counts = new ServerCounts();
    private final ControlSocket socket;
    private final SocketGuard guard;
    private volatile ServerLimits limits;
    private final InstantSource clock;
    private final long uid;
    private final String user = System.getProperty("user.name", "?");
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;
    private final FeedThreads feeds;
    private final ClientMemory memory = new ClientMemory(Runtime.getRuntime().maxMemory());
    private volatile boolean closing;
    private long sessionsMade;

    private ControlServer(Path path, ServerLimits limits, InstantSource clock) throws IOException {
        this.limits = limits;
        this.uid = ownUid();
        this.socket = ControlSocket.open(path, uid);
        this.clock = clock;
        this.guard = new SocketGuard(socket, clock);
        this.feeds = new FeedThreads(limits.feeds());
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("connection-limits").daemon().factory());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Takes the socket and listens; connections wait until [#start].
    ///
    /// @throws SocketUnavailableException if that cannot be done safely, or another daemon listens
    public static ControlServer open(Path socket, ServerLimits limits, InstantSource clock) {
        try {
            return new ControlServer(socket, limits, clock);
        } catch (IOException e) {
            throw SocketUnavailableException.failed("cannot listen at " + socket + ": " + e, e);
        }
    }

    /// Begins to answer.
    ///
    /// @param handlers one for each operation, by its name
    /// @param audit where changes and denials are recorded
    public void start(Map<String, Handler> handlers, AuditLog audit) {
        Session.Server shared =
                new Session.Server(
                        new Dispatcher(handlers),
                        limits,
                        memory,
                        timer,
                        feeds,
                        new Recorder.Trail(audit, clock),
                        counts);
        Thread.ofPlatform().name("accept").daemon().start(() -> accept(shared));
        guard.start();
    }

    /// Has other limits for connections that begin from now on. How many feeds there may be of all
    /// of them stays.
    public void limit(ServerLimits other) {
        limits = other;
    }

    /// Returns how many connections there are.
    public int connections() {
        return sessions.size();
    }

    /// Returns what clients did so far.
    public ServerCounts counts() {
        return counts;
    }

    /// Returns how many bytes of memory clients have of what is bounded for all of them.
    long memoryTaken() {
        return memory.taken();
    }

    /// Listens no more, answers what is pending, tells all clients, and removes the socket.
    @Override
    public void close() {
        closing = true;
        try (socket;
                guard) {
            LOG.debug("closing {} connections", sessions.size());
        } catch (IOException e) {
            LOG.warn("closing the socket", e);
        }
        sessions.forEach(session -> session.shutDown("shutting_down", "the daemon ends"));
        feeds.wakeAll();
        awaitSessions();
        sessions.forEach(Session::abort);
        feeds.wakeAll();
        timer.shutdownNow();
    }

    private synchronized void awaitSessions() {
        long left = GOODBYE.toNanos();
        long end = System.nanoTime() + left;
        try {
            while (!sessions.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ended(Session session) {
        sessions.remove(session);
        feeds.wakeAll();
        notifyAll();
    }

    private void accept(Session.Server shared) {
        while (!closing) {
            try {
                admit(socket.accept(), shared);
            } catch (ClosedChannelException _) {
                repair();
            } catch (IOException e) {
                backOff(e);
            } catch (RuntimeException | OutOfMemoryError fault) {
                backOff(fault);
            }
        }
    }

    private void repair() {
        try {
            if (!closing) {
                socket.repair();
            }
        } catch (IOException | SocketUnavailableException e) {
            backOff(e);
        }
    }

    private void admit(AFUNIXSocketChannel channel, Session.Server shared) throws IOException {
        boolean passedOn = false;
        try {
            Peer peer = peer(channel.getPeerCredentials());
            Optional<WireError> refusal = refusal(peer);
            if (refusal.isPresent()) {
                counts.turnedAway();
                LOG.warn("refused a connection of {}: {}", peer, refusal.get().message());
                passedOn = true;
                turnAway(channel, peer, refusal.get(), shared.trail());
                return;
            }
            Session session = new Session(channel, peer, shared.withLimits(limits));
            passedOn = true;
            begin(session);
        } catch (ClosedChannelException _) {
            LOG.debug("a client was gone before it was served");
        } finally {
            if (!passedOn) {
                channel.close();
            }
        }
    }

    /// Tells a client why it is not served, which is in the audit log by then, and closes.
    private static void turnAway(
            AFUNIXSocketChannel channel, Peer peer, WireError why, Recorder.Trail trail) {
        ServerMessage line = new ServerMessage.Failure(Optional.empty(), why);
        // It is the first of its connection, and short: there is room for it, whoever is there.
        Runnable tell =
                () -> {
                    try (channel) {
                        channel.write(ByteBuffer.wrap(JsonText.line(line.toJson())));
                    } catch (IOException _) {
                        LOG.debug("a client was gone before it was turned away");
                    }
                };
        if (why.code().equals(ErrorCode.PERMISSION_DENIED.word())) {
            trail.turnedAway(peer, why, tell);
        } else {
            tell.run();
        }
    }

    private void begin(Session session) {
        counts.accepted();
        sessions.add(session);
        boolean begun = false;
        try {
            session.start(++sessionsMade, () -> ended(session));
            begun = true;
        } finally {
            if (!begun) {
                session.abort();
                ended(session);
            }
        }
    }

    private Peer peer(AFUNIXSocketCredentials credentials) {
        long theirs = credentials.getUid();
        String name = theirs == uid ? user : theirs == 0 ? "root" : "uid " + theirs;
        return new Peer(theirs, credentials.getPid(), name);
    }

    private Optional<WireError> refusal(Peer peer) {
        if (peer.uid() != uid && peer.uid() != 0) {
            return Optional.of(
                    WireError.of(
                            ErrorCode.PERMISSION_DENIED,
                            "this daemon serves uid " + uid + " and root, not uid " + peer.uid()));
        }
        long ofUser = sessions.stream().filter(it -> it.peer().uid() == peer.uid()).count();
        if (sessions.size() >= limits.connections()
                || (peer.uid() != 0 && ofUser >= limits.connectionsPerUser())) {
            return Optional.of(
                    WireError.of(
                                    ErrorCode.TOO_MANY,
                                    "there are " + sessions.size() + " connections")
                            .later());
        }
        return Optional.empty();
    }

    /// Waits a little after a failure, most likely for want of file descriptors or memory: trying
    /// again at once would take all of a processor.
    private void backOff(Throwable failure) {
        if (closing) {
            return;
        }
        LOG.warn("cannot accept connections: {}", failure.toString());
        try {
            TimeUnit.NANOSECONDS.sleep(BACK_OFF.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static long ownUid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }
}
