package dev.jobd.daemon.config;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The settings in force, which a reload replaces as a whole. For any thread.
public final class LiveConfiguration implements Supplier<Configuration> {
    private final ConfigurationSource source;
    private volatile Configuration inForce;
    private volatile Configuration read;
    private Consumer<Configuration> listener = _ -> {};

    /// @param started what the daemon was started with
    public LiveConfiguration(ConfigurationSource source, Configuration started) {
        this.source = source;
        this.inForce = started;
        this.read = started;
    }

    /// What a reload came to.
    ///
    /// @param changed what is in force from now on
    /// @param waiting what takes effect later: with a restart, or with a new store
    public record Reload(
            List<Configuration.Difference> changed, List<Configuration.Difference> waiting) {}

    @Override
    public Configuration get() {
        return inForce;
    }

    /// Has this done with every later configuration that comes into force, on the thread that asks
    /// for it.
    public synchronized void onChange(Consumer<Configuration> apply) {
        listener = apply;
    }

    /// Reads everything anew and puts into force what can be.
    ///
    /// @throws ConfigurationException if something is wrong; then nothing has changed
    public synchronized Reload reload() {
        Configuration next = source.read();
        Configuration before = inForce;
        Configuration now = before.reloaded(next);
        listener.accept(now);
        inForce = now;
        read = next;
        return new Reload(before.differences(now), waiting());
    }

    /// Returns what the file says that is not in force yet.
    public List<Configuration.Difference> waiting() {
        return inForce.differences(read);
    }
}
