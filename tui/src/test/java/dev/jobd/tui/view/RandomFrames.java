package dev.jobd.tui.view;

import dev.jobd.tui.state.Size;
import java.util.SplittableRandom;

/// Frames with anything in them.
public final class RandomFrames {

    private static final byte[] COLOURS = {0, Style.RED, Style.GREEN, Style.YELLOW, Style.GREY};
    private static final byte[] ATTRIBUTES = {0, 0, Style.BOLD, Style.UNDERLINE, Style.REVERSE};

    private RandomFrames() {}

    /// A frame; the same seed gives the same one.
    ///
    /// @param plain only characters on whose width everybody agrees
    public static Frame of(SplittableRandom random, Size size, boolean plain) {
        Frame frame = new Frame(size);
        change(random, frame, plain, random.nextInt(2 * size.rows()));
        return frame;
    }

    /// A frame that differs from another in a few places.
    public static Frame near(SplittableRandom random, Frame other, boolean plain) {
        Frame frame = new Frame(other.size());
        Canvas canvas = new Canvas(frame, new Sanitizer(false));
        for (int row = 0; row < other.size().rows(); row++) {
            for (int column = 0; column < other.size().columns(); column++) {
                if (other.width(column, row) > 0) {
                    String text =
                            Character.toString(other.codePoint(column, row))
                                    + other.marks(column, row);
                    canvas.text(column, row, other.style(column, row), text);
                }
            }
        }
        change(random, frame, plain, random.nextInt(4));
        return frame;
    }

    private static void change(SplittableRandom random, Frame frame, boolean plain, int times) {
        Canvas canvas = new Canvas(frame, new Sanitizer(false));
        for (int i = 0; i < times; i++) {
            byte style =
                    Style.with(
                            COLOURS[random.nextInt(COLOURS.length)],
                            ATTRIBUTES[random.nextInt(ATTRIBUTES.length)]);
            int column = random.nextInt(frame.size().columns());
            int row = random.nextInt(frame.size().rows());
            String text = plain ? plain(random) : HostileText.of(random, 6);
            canvas.text(column, row, style, text);
        }
        if (random.nextInt(3) == 0) {
            canvas.cursor(
                    random.nextInt(frame.size().columns()), random.nextInt(frame.size().rows()));
        }
    }

    private static String plain(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(6) == 0 ? '日' : (char) random.nextInt(' ', '~' + 1));
        }
        return text.toString();
    }
}
