package dev.jobd.client.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void aLogThatIsCutAnywhereComesOutTheSame() {
        byte[] log =
                "one\u001b[1;31mred\u001b[0m\r\n50%\r60%\r\n\u001b]0;title\u0007two\u001bP x\u001b\\ üß🎉\u009b2Jend\tx\u0007\n"
                        .getBytes(UTF_8);
        String whole = new LogText().next(log);

        assertThat(whole).isEqualTo("onered\n50%\n60%\ntwo üß🎉end\tx\\u0007\n");
        for (int cut = 0; cut <= log.length; cut++) {
            LogText text = new LogText();
            String parts =
                    text.next(Arrays.copyOfRange(log, 0, cut))
                            + text.next(Arrays.copyOfRange(log, cut, log.length));
            assertThat(parts).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    @Tag("C2")
    void whateverAJobWritesNothingComesOutThatDrivesATerminal() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Seeds.bound(300, 300_000); round++) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            LogText text = new LogText();
            for (int piece = 0; piece < 5; piece++) {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                for (int i = 0; i < bytes.length; i += 1 + random.nextInt(6)) {
                    bytes[i] = (byte) "\u001b[]\\\r\nP;m".charAt(random.nextInt(9));
                }
                shown.writeBytes(text.next(bytes).getBytes(UTF_8));
            }
            String all = shown.toString(UTF_8).replace("\n", "").replace("\t", "");
            assertThat(driving(all)).as("seed %d, round %d", seed, round).isEmpty();
        }
    }

    /// Returns the characters that do more than stand there, found without the code under test.
    private static int[] driving(String text) {
        return text.codePoints()
                .filter(c ->
                        c < 0x20
                                || (c >= 0x7f && c <= 0x9f)
                                || "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
                                                .indexOf(c)
                                        >= 0
                                || (c >= 0xd800 && c <= 0xdfff))
                .toArray();
    }
}
