package dev.jobd.tui.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyMapTest {

    private static final KeyMap KEYS = KeyMap.standard();

    @Test
    void aKeyDoesOneThingInAContext() {
        for (KeyContext context : KeyContext.values()) {
            Set<Key> seen = new HashSet<>();
            for (Binding binding : KEYS.of(context)) {
                for (Key key : binding.keys()) {
                    assertThat(seen.add(key)).as("%s in %s", key.label(), context).isTrue();
                }
            }
        }
    }

    @Test
    void everyKeyHasHelp() {
        assertThat(KEYS.all()).allMatch(binding -> !binding.help().isBlank());
    }

    @Test
    void everyActionHasAKey() {
        assertThat(KEYS.all().stream().map(Binding::action)).contains(Action.values());
    }

    @Test
    void keysThatTerminalsKeepForThemselvesAreNotUsed() {
        for (char letter : new char[] {'s', 'q', 'a', 'b', 'i', 'j', 'm', 'h'}) {
            assertThat(KEYS.all())
                    .as("C-%s", letter)
                    .noneMatch(binding -> binding.keys().contains(Key.ctrl(letter)));
        }
    }

    @Test
    void stoppingAsksAndEnterAndEscapeMeanNo() {
        assertThat(KEYS.find(KeyContext.LIST, Key.of('x')))
                .hasValueSatisfying(binding -> {
                    assertThat(binding.action()).isEqualTo(Action.STOP);
                    assertThat(binding.asks()).isTrue();
                });
        for (Key key : new Key[] {Key.Named.ENTER, Key.Named.ESCAPE, Key.of('n')}) {
            assertThat(KEYS.find(KeyContext.CONFIRM, key))
                    .hasValueSatisfying(
                            binding -> assertThat(binding.action()).isEqualTo(Action.NO));
        }
        assertThat(KEYS.of(KeyContext.CONFIRM).stream().filter(b -> b.action() == Action.YES))
                .singleElement()
                .satisfies(yes -> assertThat(yes.keys()).containsExactly(Key.of('y')));
    }

    @Test
    void escapeNeverQuits() {
        for (KeyContext context : KeyContext.values()) {
            assertThat(KEYS.find(context, Key.Named.ESCAPE).map(Binding::action))
                    .isNotEmpty()
                    .isNotEqualTo(java.util.Optional.of(Action.QUIT));
        }
    }

    @Test
    void whatChangesTheDaemonNeedsIt() {
        for (KeyContext context :
                List.of(KeyContext.LIST, KeyContext.DETAIL, KeyContext.RUNS, KeyContext.LOG)) {
            assertThat(KEYS.of(context))
                    .filteredOn(binding -> binding.section() == Binding.Section.ACT)
                    .isNotEmpty()
                    .allMatch(Binding::needsDaemon);
        }
    }
}
