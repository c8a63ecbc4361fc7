package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

    @ParameterizedTest
    @CsvSource({
        "TERM, 15",
        "SIGTERM, 15",
        "term, 15",
        "sigKill, 9",
        "15, 15",
        "1, 1",
        "' hup ', 1"
    })
    void aSignalIsReadByNameOrNumber(String text, int number) {
        assertThat(Signal.parse(text)).map(Signal::number).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIG",
                "SIGSIGTERM",
                "TERMINATE",
                "0",
                "32",
                "99",
                "100",
                "-9",
                "1.0",
                "９"
            })
    void anythingElseIsNone(String text) {
        assertThat(Signal.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void eachSignalIsFoundByItsNumberAndItsName(Signal signal) {
        assertThat(Signal.of(signal.number())).contains(signal);
        assertThat(Signal.parse(signal.name())).contains(signal);
    }

    @Test
    void numbersAreThoseOfLinux() {
        assertThat(Signal.KILL.number()).isEqualTo(9);
        assertThat(Signal.TERM.number()).isEqualTo(15);
        assertThat(Signal.CONT.number()).isEqualTo(18);
        assertThat(Signal.SYS.number()).isEqualTo(31);
        assertThat(Signal.of(0)).isEmpty();
        assertThat(Signal.of(-1)).isEmpty();
        assertThat(Signal.of(32)).isEmpty();
    }
}
