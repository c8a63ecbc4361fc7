package dev.jobd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a queued run waits for, in words.
class WaitTextTest {
    private static final Instant NOW = Instant.parse("2026-11-25T13:30:00Z");

    private static Json.Obj json(String text) {
        return JsonParser.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "slot | {} | a slot",
                "slot | {'group':'g','slots':4,'taken':1,'weight':1,'before':0} | a slot of group g, 1 of 4 taken; it is next",
                "slot | {'group':'g','slots':4,'taken':3,'weight':2,'before':2,'first':'a/1'} | 2 slots of group g, 3 of 4 taken; 2 before it, a/1 first",
                "slot | {'group':'g','slots':4,'taken':2,'weight':1,'catchup':true} | a slot of group g, 2 of 4 taken; half are kept for what is due on time",
                "lock | {'lock':'db','held_by':'backup/12','held_since':'2026-11-25T13:26:00Z','before':2,'first':'a/1'} | lock db, held by backup/12 for 4m; 2 before it, a/1 first",
                "lock | {'lock':'db','first':'a/1'} | lock db; a/1 first",
                "job | {'run':'sync/3','held_since':'2026-11-25T10:29:59Z'} | the end of sync/3 for 3h",
                "load | {'max_load':1.5,'load':2} | a load below 1.5; it was 2",
                "cap | {'runs_max':8} | one of all runs to end: no more than 8 may have a process at once",
                "pause | {'group':'g','paused_since':'2026-11-25T13:29:30Z','paused_until':'2026-11-25T13:31:00Z'} | group g, paused for 30s and for another 1m",
                "hold | {'by':'ann','hold_since':'2026-11-25T13:26:00Z'} | its release, held by ann for 4m",
            })
    void whatARunWaitsForIsSaid(String word, String facts, String text) {
        Json.Obj run = Json.object().put("waits_for", word).put("waits", json(facts)).build();
        assertThat(WaitText.of(run, NOW)).contains("waits for " + text);
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        for (String word : new String[] {"slot", "job", "lock", "load", "cap", "pause", "hold"}) {
            Json.Obj run = Json.object().put("waits_for", word).build();
            assertThat(WaitText.of(run, NOW).orElseThrow()).doesNotContain("null", "Optional");
        }
        assertThat(WaitText.of(json("{'waits_for':'newer'}"), NOW)).contains("waits for newer");
        assertThat(WaitText.of(json("{'waits_for':null}"), NOW)).isEmpty();
    }
}
