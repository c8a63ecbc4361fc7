package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c@d-e", "make-17", "1a", "a1", "-", ".", "12-3", "7."})
    void lettersDigitsAndFourSignsMakeAName(String text) {
        assertThat(new JobName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1", "0042", "a b", "a/b", "a:b", "ä", "a\n", "\na", "a*", "a\u0000", "*", "１a"
            })
    @Tag("C1")
    void anythingElseIsNone(String text) {
        assertThat(JobName.isValid(text)).isFalse();
        assertThatThrownBy(() -> new JobName(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(JobName.RULE);
    }

    @Test
    void aNameHasUpTo128Characters() {
        assertThat(JobName.isValid("x".repeat(128))).isTrue();
        assertThat(JobName.isValid("x".repeat(129))).isFalse();
        assertThat(JobName.isValid("1".repeat(128))).isFalse();
    }

    @Test
    void namesAreInTheOrderOfTheirText() {
        assertThat(new JobName("B")).isLessThan(new JobName("a"));
        assertThat(new JobName("a")).isLessThan(new JobName("a1"));
    }
}
