package dev.jobd.tui.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.Rows;
import dev.jobd.tui.state.Samples;
import dev.jobd.tui.state.Size;
import dev.jobd.tui.state.States;
import dev.jobd.tui.state.UiState;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// No state at no size draws outside, in half characters, or with characters that act.
class RandomScreensTest {

    private static final String KEYS = " *jkgGnNsSt/?rpxXdeacu12345lHwfoy:~!+-<>";

    @Test
    @Tag("T15")
    @Tag("C3")
    void everyStateFitsEverySize() {
        for (long seed : Seeds.upTo(150, 15_000).toArray()) {
            SplittableRandom random = new SplittableRandom(seed);
            Size size = new Size(random.nextInt(1, 301), random.nextInt(1, 101));
            UiState state = state(random, size);
            Theme theme = new Theme(random.nextBoolean(), random.nextBoolean());
            View view = new View(theme, KeyMap.standard(), new TimeFormat(ZoneOffset.UTC));
            for (int i = 0; i < 12; i++) {
                Frame frame = view.draw(state);
                assertThat(frame.size()).isEqualTo(size);
                CanvasTest.assertWhole(frame, seed);
                state = Samples.answered(pressAny(random, state));
            }
        }
    }

    @Test
    void tenThousandJobsAreDrawnByTheRowsInView() {
        List<JobRow> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(Rows.ok(i + 1, "job-" + i, i));
        }
        UiState state = States.press(States.live(new Size(80, 24), rows), Key.of('G'));
        View view =
                new View(new Theme(true, false), KeyMap.standard(), new TimeFormat(ZoneOffset.UTC));
        assertThat(view.draw(state).text(20)).contains("rows 9984-10000 of 10000");
    }

    private static UiState state(SplittableRandom random, Size size) {
        List<JobRow> rows = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
        for (int i = 0; i < count; i++) {
            String name = HostileText.of(random, 12);
            rows.add(
                    switch (random.nextInt(6)) {
                        case 0 -> Rows.failed(i + 1, name, random.nextLong(-1_000, 10_000_000));
                        case 1 -> Rows.late(i + 1, name);
                        case 2 -> Rows.running(i + 1, name);
                        case 3 -> Rows.paused(i + 1, name);
                        case 4 -> Rows.in("queued", i + 1, name);
                        default -> Rows.waiting(i + 1, name, random.nextLong(100_000));
                    });
        }
        return random.nextInt(3) == 0 ? States.lost(size, rows) : States.live(size, rows);
    }

    private static UiState pressAny(SplittableRandom random, UiState state) {
        Key[] named = Key.Named.values();
        return States.press(
                state,
                random.nextInt(3) == 0
                        ? named[random.nextInt(named.length)]
                        : Key.of(KEYS.charAt(random.nextInt(KEYS.length()))));
    }
}
