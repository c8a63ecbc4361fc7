package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.input.Key;
import dev.jobd.tui.input.Key.Named;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogScreenTest {

    private static final Size SIZE = new Size(80, 24);
    private static final int ROWS = Rooms.log(SIZE);

    private final UiState open = Samples.log(SIZE, false);

    @Test
    void itFollowsUntilOneMovesUpAndSaysSo() {
        assertThat(log(open).top(SIZE)).isEqualTo(65 - ROWS);
        UiState up = States.press(open, Key.of('k'));
        assertThat(log(up).following()).isFalse();
        assertThat(up.flash()).isNotNull();
        UiState more = lines(up, "new");
        assertThat(log(more).top(SIZE)).as("the view stays").isEqualTo(65 - ROWS - 1);
    }

    @Test
    void theEndAndFResumeToFollow() {
        UiState up = States.press(open, Key.of('g'));
        assertThat(log(up).top(SIZE)).isZero();
        assertThat(log(States.press(up, Key.of('G'))).following()).isTrue();
        assertThat(log(States.press(up, Key.of('f'))).following()).isTrue();
        assertThat(log(States.press(open, Key.of('f'))).following()).isFalse();
        UiState down = States.press(up, Named.PAGE_DOWN, Named.PAGE_DOWN, Named.PAGE_DOWN);
        down = States.press(down, Named.PAGE_DOWN);
        assertThat(log(down).following()).as("down to the end").isTrue();
    }

    @Test
    void searchingFindsTheNextAndThePreviousAndGoesRound() {
        UiState found = States.press(States.type(open, "/Batch 6"), Named.ENTER);
        assertThat(log(found).found()).as("a capital is meant").isEqualTo(-1);
        found = States.press(States.type(States.press(open, Key.of('g')), "/batch 6"), Named.ENTER);
        assertThat(log(found).found()).isEqualTo(5);
        assertThat(log(found).following()).isFalse();
        UiState next = States.press(found, Key.of('n'));
        assertThat(log(next).found()).isEqualTo(59);
        assertThat(log(States.press(next, Key.of('n'))).found()).isEqualTo(5);
        assertThat(log(States.press(next, Key.of('N'))).found()).isEqualTo(5);
        assertThat(States.effects(next, Key.of('y')))
                .containsExactly(new Effect.Copy("batch 60/140  rows=652620", "line"));
    }

    @Test
    void anUnfinishedLineGrowsInItsPlace() {
        UiState half = States.after(open, new Msg.LogLines(1, List.of(LogLine.of("ha")), false));
        UiState whole = States.after(half, new Msg.LogLines(1, List.of(LogLine.of("half")), true));
        LogBuffer buffer = log(whole).buffer();
        assertThat(buffer.lines()).isEqualTo(66);
        assertThat(buffer.get(65).text()).isEqualTo("half");
    }

    @Test
    void oldLinesGoButPlacesStayAndTheLossIsKnown() {
        UiState state = States.press(open, Key.of('g'));
        for (int i = 0; i < 30; i++) {
            List<LogLine> lines = new ArrayList<>();
            for (int line = 0; line < 1000; line++) {
                lines.add(LogLine.of("line " + i + "." + line));
            }
            state = States.after(state, new Msg.LogLines(1, lines, false));
        }
        LogBuffer buffer = log(state).buffer();
        assertThat(buffer.end()).isEqualTo(30_065);
        assertThat(buffer.lines()).isBetween(19_000, 20_500);
        assertThat(buffer.first()).isEqualTo(buffer.end() - buffer.lines());
        assertThat(log(state).top(SIZE)).isEqualTo(buffer.first());
        assertThat(buffer.from(buffer.end() - 1, 5))
                .extracting(LogLine::text)
                .containsExactly("line 29.999");
        assertThat(buffer.from(buffer.first() + 777, 2))
                .extracting(LogLine::text)
                .containsExactly(
                        buffer.get(buffer.first() + 777).text(),
                        buffer.get(buffer.first() + 778).text());
    }

    @Test
    void aBufferOfLongLinesIsBoundedByTheirCharacters() {
        LogBuffer buffer = LogBuffer.EMPTY;
        String line = "x".repeat(4096);
        for (int i = 0; i < 5000; i++) {
            buffer = buffer.with(List.of(LogLine.of(line)), false);
        }
        assertThat(buffer.characters()).isLessThan(7L << 20);
    }

    @Test
    void whatComesOfAnotherReadingIsNotShown() {
        UiState after = States.after(open, new Msg.LogLines(7, List.of(LogLine.of("old")), false));
        assertThat(log(after).buffer().lines()).isEqualTo(65);
    }

    @Test
    void thePagerNeedsAFile() {
        assertThat(States.effects(open, Key.of('o')))
                .containsExactly(new Effect.Page("/var/lib/jobd/logs/3/1182.1/out"));
        UiState early = States.press(Samples.onEtl(SIZE), Key.of('l'));
        assertThat(States.effects(early, Key.of('o'))).isEmpty();
        assertThat(early.screens().top()).isInstanceOf(LogScreen.class);
    }

    @Test
    void wrappingAndMovingSidewaysExcludeEachOther() {
        UiState right = States.press(open, Named.RIGHT);
        assertThat(log(right).left()).isEqualTo(20);
        UiState wrapped = States.press(right, Key.of('w'));
        assertThat(log(wrapped).left()).isZero();
        assertThat(log(States.press(wrapped, Named.RIGHT)).left()).isZero();
    }

    @Test
    void theRunCanBeStoppedWhileItIsOpenAndNotAfter() {
        assertThat(States.effects(States.press(open, Key.of('x')), Key.of('y')))
                .containsExactly(new Effect.Stop(3, 1182, "etl-hourly"));
        UiState over = States.after(open, new Msg.LogEnded(1, "succeeded 0", false));
        assertThat(States.press(over, Key.of('x')).mode()).isInstanceOf(Mode.Browsing.class);
    }

    private static UiState lines(UiState state, String text) {
        return States.after(state, new Msg.LogLines(1, List.of(LogLine.of(text)), false));
    }

    private static LogScreen log(UiState state) {
        assertThat(state.screens().top()).isInstanceOf(LogScreen.class);
        return (LogScreen) state.screens().top();
    }
}
