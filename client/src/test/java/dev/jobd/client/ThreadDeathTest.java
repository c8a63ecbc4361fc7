package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A daemon ends when one of its threads dies without which it would go on half dead. The thread is
/// made to throw an error by the debugger's interface.
@Timeout(120)
final class ThreadDeathTest {
    @TempDir Path folder;

    private final ListeningConnector connector =
            Bootstrap.virtualMachineManager().listeningConnectors().stream()
                    .filter(it -> it.name().equals("com.sun.jdi.SocketListen"))
                    .findFirst()
                    .orElseThrow();
    private final Map<String, Connector.Argument> place = connector.defaultArguments();
    private RealDaemon daemon;
    private VirtualMachine machine;

    @BeforeEach
    void startDaemon() throws Exception {
        Objects.requireNonNull(place.get("localAddress")).setValue("127.0.0.1");
        Objects.requireNonNull(place.get("port")).setValue("0");
        String address = connector.startListening(place);
        FutureTask<VirtualMachine> attached = new FutureTask<>(() -> connector.accept(place));
        Thread.ofPlatform().daemon().start(attached);
        daemon =
                RealDaemon.start(
                        folder,
                        "-XX:ErrorFile=" + folder.resolve("crash"),
                        "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=" + address);
        machine = attached.get();
    }

    @AfterEach
    void endDaemon() throws Exception {
        connector.stopListening(place);
        daemon.kill();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accept",
                "audit",
                "jobd-reaper",
                "jobd-spawner-0",
                "jobd-store-checkpoint",
                "jobd-store-merge",
                "jobd-store-writer",
                "jobd-sweeper",
                "scheduler"
            })
    void theDaemonEndsAndTheNextOneGoesOn(String thread) throws Exception {
        Pipe end = Pipe.in(folder, "end");
        Pipe begun = Pipe.in(folder, "begun");
        String waits = "echo $PPID >" + begun + "; read code <" + end + "; exit $code";
        daemon.ok("run", "--name", "long", "--", "sh", "-c", waits);
        begun.read();
        Pipe second = Pipe.in(folder, "second");
        waits = "echo >" + begun + "; read code <" + second;
        daemon.ok("run", "--name", "short", "--", "sh", "-c", waits);
        begun.read();
        // What fails in the middle of a commit is a failed commit, and its thread goes on: when
        // this is answered, that of the begin is done.
        daemon.ok("pause", "long");

        kill(thread);
        second.write("0");

        // One, or what the debugger's side of Java crashes with when its machine halts.
        assertThat(daemon.awaitEnd()).isNotZero();
        assertThat(Files.readString(folder.resolve("daemon.log")))
                .contains(thread + " has died; jobd ends");
        daemon = RealDaemon.start(folder);
        end.write("7");
        assertThat(daemon.jobctl("wait", "long").code()).isEqualTo(7);
    }

    private void kill(String name) throws Exception {
        ThreadReference thread =
                machine.allThreads().stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        // Java keeps one of these for when there is no room to make one.
        ObjectReference error =
                machine.classesByName("java.lang.InternalError").getFirst().instances(1).getFirst();
        thread.stop(error);
        // Whoever is in a call of the system throws it when that returns.
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            client.call("ping", Json.Obj.EMPTY);
        } catch (DaemonUnavailableException _) {
            // It is at its end already.
        }
    }
}
