package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.util.List;

/// What stands in front of the job list. Each screen says what it needs to know, and takes the
/// answers it still wants.
public sealed interface Screen
        permits DetailScreen,
                RunsScreen,
                LogScreen,
                UpcomingScreen,
                DaemonScreen,
                WhyScreen,
                FormScreen {

    /// The keys that are in force.
    KeyContext context();

    /// What it is called in the line that says where one is.
    String crumb();

    /// What it wants to know now.
    default List<Query> queries(UiState state) {
        return List.of();
    }

    /// The screen with an answer; as it is when the answer is no longer wanted.
    default Screen answered(Query query, Answer answer, Size size) {
        return this;
    }

    /// After how long it asks again by itself.
    default Duration period(UiState state) {
        return Duration.ofSeconds(30);
    }

    /// Whether it asks again because of a job that is different now.
    default boolean concerns(long job) {
        return false;
    }

    /// The screen on a terminal of another size.
    default Screen resized(Size size) {
        return this;
    }
}
