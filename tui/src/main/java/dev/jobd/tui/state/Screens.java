package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The screens in front of the job list, the newest last; none when the list is in front.
///
/// @param pane what stands beside the list while that is in front, null when nothing does
/// @param due when the one in front asks the daemon again
/// @param askedAt when it asked last
/// @param feeds how many logs have been opened
public record Screens(
        List<Screen> stack, @Nullable DetailScreen pane, Instant due, Instant askedAt, int feeds) {

    private static final int DEPTH_MAX = 8;
    private static final Duration PAUSE = Duration.ofMillis(250);

    static final Screens NONE = new Screens(List.of(), null, Instant.EPOCH, Instant.EPOCH, 0);

    public Screens {
        stack = List.copyOf(stack);
    }

    /// The screen in front, null when that is the list.
    public @Nullable Screen top() {
        return stack.isEmpty() ? null : stack.getLast();
    }

    /// What asks the daemon: the screen in front, or what stands beside the list. Null when nothing
    /// does.
    public @Nullable Screen asking() {
        return stack.isEmpty() ? pane : stack.getLast();
    }

    /// The screens with what asks replaced.
    Screens withAsking(Screen screen) {
        return !stack.isEmpty()
                ? with(screen)
                : screen instanceof DetailScreen detail ? withPane(detail) : this;
    }

    Screens withPane(@Nullable DetailScreen next) {
        return new Screens(stack, next, due, askedAt, feeds);
    }

    /// The screens with one more in front, which asks at once.
    Screens push(Screen screen) {
        List<Screen> next = new ArrayList<>(stack);
        if (next.size() == DEPTH_MAX) {
            next.removeFirst();
        }
        next.add(screen);
        return new Screens(next, pane, Instant.EPOCH, askedAt, feeds);
    }

    /// The screens without the one in front.
    Screens pop() {
        return stack.isEmpty()
                ? this
                : new Screens(
                        stack.subList(0, stack.size() - 1), pane, Instant.EPOCH, askedAt, feeds);
    }

    /// The list with one screen in front of it.
    Screens only(Screen screen) {
        return new Screens(List.of(screen), pane, Instant.EPOCH, askedAt, feeds);
    }

    Screens none() {
        return new Screens(List.of(), pane, Instant.EPOCH, askedAt, feeds);
    }

    /// The screens with another one in front, which asks when the one before would have.
    Screens with(Screen screen) {
        List<Screen> next = new ArrayList<>(stack);
        next.set(next.size() - 1, screen);
        return new Screens(next, pane, due, askedAt, feeds);
    }

    Screens dueAt(Instant next) {
        return new Screens(stack, pane, next, askedAt, feeds);
    }

    /// Asks soon, but not sooner than a moment after it asked last.
    Screens dueSoon() {
        Instant soon = askedAt.plus(PAUSE);
        return soon.isBefore(due) ? dueAt(soon) : this;
    }

    Screens asked(Instant now, Duration period) {
        return new Screens(stack, pane, now.plus(period), now, feeds);
    }

    Screens withFeed(int number) {
        return new Screens(stack, pane, due, askedAt, number);
    }

    boolean isDue(Instant now) {
        return asking() != null && !now.isBefore(due);
    }
}
