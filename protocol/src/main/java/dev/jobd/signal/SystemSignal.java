package dev.jobd.signal;

import java.lang.reflect.Proxy;

/// Listens to signals of the operating system that Java has no public interface for.
///
/// `sun.misc.Signal` works without a warning at run time, but a compiler that treats warnings as
/// errors refuses it; hence by reflection. Where it is missing, nothing is heard.
public final class SystemSignal {

    private SystemSignal() {}

    /// Calls the listener, on a thread of the JVM, each time the signal arrives.
    public static void listen(String name, Runnable listener) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            SystemSignal.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            listener.run();
                                            yield null;
                                        }
                                        case "equals" -> false;
                                        case "hashCode" -> System.identityHashCode(self);
                                        default -> "listener for " + name;
                                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Whoever listens goes on without: it is told the same later or by other means.
            return;
        }
    }
}
