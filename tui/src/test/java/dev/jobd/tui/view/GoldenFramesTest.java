package dev.jobd.tui.view;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Rows;
import dev.jobd.tui.state.Samples;
import dev.jobd.tui.state.Size;
import dev.jobd.tui.state.States;
import dev.jobd.tui.state.UiState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every screen at every size in every mode, compared with what was looked at and found good.
///
/// `-Dgolden.update=true` writes the files anew; look at the difference before committing it.
class GoldenFramesTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private static final Map<String, Function<Size, UiState>> SCREENS =
            Map.ofEntries(
                    entry("list", size -> States.live(size, Rows.sample())),
                    entry("marks", size -> States.type(Samples.onEtl(size), "  ")),
                    entry(
                            "clock-times",
                            size -> States.type(States.live(size, Rows.sample()), "jjt")),
                    entry(
                            "filter",
                            size ->
                                    States.type(
                                            States.live(size, Rows.sample()), "/state:failed d")),
                    entry("disconnected", size -> States.lost(size, Rows.sample())),
                    entry("confirm", size -> States.type(Samples.onEtl(size), "x")),
                    entry("delete", size -> States.type(Samples.onEtl(size), "*d")),
                    entry("refused", size -> States.type(States.lost(size, Rows.sample()), "r")),
                    entry("help", size -> States.type(States.live(size, Rows.sample()), "?")),
                    entry("empty", size -> States.live(size, List.of())),
                    entry(
                            "connecting",
                            size -> UiState.start(Rows.NOW, size, "/run/jobd/jobd.sock")),
                    entry("detail", Samples::detail),
                    entry("running", size -> Samples.view(size, '2')),
                    entry("history", size -> Samples.view(size, '3')),
                    entry("upcoming", size -> Samples.view(size, '4')),
                    entry("daemon", size -> Samples.view(size, '5')),
                    entry("why", size -> Samples.answered(States.type(Samples.onEtl(size), "w"))),
                    entry("log", size -> Samples.log(size, false)),
                    entry("log-wrapped", size -> States.type(Samples.log(size, true), "w")),
                    entry(
                            "log-search",
                            size ->
                                    States.press(
                                            States.type(Samples.log(size, true), "/batch 1"),
                                            Key.Named.ENTER)),
                    entry("form-add", Samples::form),
                    entry("form-edit", Samples::edit),
                    entry("palette", size -> States.type(Samples.onEtl(size), ":re")),
                    entry("signal", size -> States.type(Samples.onEtl(size), "X")));

    private static final List<Size> SIZES =
            List.of(
                    new Size(200, 50),
                    new Size(120, 40),
                    new Size(80, 24),
                    new Size(40, 10),
                    new Size(20, 5));

    private static final Map<String, Theme> MODES =
            Map.of(
                    "colour", new Theme(true, false),
                    "mono", new Theme(false, false),
                    "ascii", new Theme(false, true));

    static Stream<String> frames() {
        List<String> names = new ArrayList<>();
        for (String screen : SCREENS.keySet().stream().sorted().toList()) {
            for (Size size : SIZES) {
                for (String mode : MODES.keySet().stream().sorted().toList()) {
                    names.add(screen + "/" + size.columns() + "x" + size.rows() + "-" + mode);
                }
            }
        }
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void theScreenLooksAsItWasFoundGood(String name) throws IOException {
        String screen = name.substring(0, name.indexOf('/'));
        String mode = name.substring(name.indexOf('-', name.indexOf('/')) + 1);
        String[] size =
                name.substring(name.indexOf('/') + 1, name.length() - mode.length() - 1)
                        .split("x", 2);
        Size wanted = new Size(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        View view = new View(of(MODES, mode), KeyMap.standard(), new TimeFormat(ZoneOffset.UTC));
        String drawn = text(view.draw(of(SCREENS, screen).apply(wanted)));
        Path file = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER.resolve(screen));
            Files.writeString(file, drawn);
        }
        assertThat(drawn).isEqualTo(Files.readString(file));
    }

    private static <T> T of(Map<String, T> map, String key) {
        T value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    /// The text, then the looks: one character a cell, `.` for plain.
    private static String text(Frame frame) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < frame.size().rows(); row++) {
            text.append(frame.text(row).stripTrailing()).append('\n');
        }
        text.append("---\n");
        for (int row = 0; row < frame.size().rows(); row++) {
            for (int column = 0; column < frame.size().columns(); column++) {
                text.append(look(frame.style(column, row)));
            }
            text.append('\n');
        }
        if (frame.hasCursor()) {
            text.append("cursor ").append(frame.cursorColumn());
            text.append(',').append(frame.cursorRow()).append('\n');
        }
        return text.toString();
    }

    /// A letter a colour, upper case when bold; what has an attribute but no colour is a sign.
    private static char look(byte style) {
        char colour =
                switch (Style.colour(style)) {
                    case 0 -> '.';
                    case Style.RED -> 'r';
                    case Style.GREEN -> 'g';
                    case Style.YELLOW -> 'y';
                    case Style.BLUE -> 'u';
                    case Style.MAGENTA -> 'm';
                    case Style.CYAN -> 'c';
                    case Style.GREY -> 'd';
                    default -> '#';
                };
        if (Style.has(style, Style.REVERSE)) {
            return Style.colour(style) == 0 ? '%' : Character.toUpperCase(colour);
        }
        if (Style.has(style, Style.UNDERLINE)) {
            return '_';
        }
        if (Style.has(style, Style.BOLD)) {
            return Style.colour(style) == 0 ? 'b' : Character.toUpperCase(colour);
        }
        return colour;
    }
}
