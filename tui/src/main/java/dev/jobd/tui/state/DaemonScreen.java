package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The daemon itself: what it is, its groups and slots, and its figures.
///
/// @param stats null before the answer
public record DaemonScreen(@Nullable DaemonStats stats, int top) implements Screen {

    @Override
    public KeyContext context() {
        return KeyContext.DAEMON;
    }

    @Override
    public String crumb() {
        return "Daemon";
    }

    @Override
    public List<Query> queries(UiState state) {
        return List.of(new Query.Stats());
    }

    @Override
    public Screen answered(Query query, Answer answer, Size size) {
        return answer instanceof Answer.Stats(var found) ? new DaemonScreen(found, top) : this;
    }

    @Override
    public Duration period(UiState state) {
        return Duration.ofSeconds(2);
    }
}
