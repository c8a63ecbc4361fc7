package dev.jobd.tui.view;

import java.util.SplittableRandom;

/// Text as nobody would name a job, except to see what happens.
public final class HostileText {

    private static final String[] PIECES = {
        "a",
        "backup",
        " ",
        "\u001b[2J",
        "\u001b]0;x\u0007",
        "\u009b1m",
        "\u0000",
        "\n",
        "\r\n",
        "\t",
        "\u007f",
        "\u202E",
        "\u2066",
        "\u200D",
        "\uFEFF",
        "e\u0301",
        "\u0301",
        "日本",
        "\uD83C\uDF55",
        "\u2705",
        "\uD83C\uDDE9\uD83C\uDDEA",
        "\uD800",
        "\uDC00",
        "\u26A0\uFE0F",
        "\u0E01\u0E31",
        "\u3000",
        "\uE000",
        "%s",
        "\uD83D\uDC68\u200D\uD83D\uDC69",
        "\u1100\u1161",
        "\u00AD",
        "\u2028",
        "אב",
        "مر"
    };

    private HostileText() {}

    /// A text of up to so many pieces; the same seed gives the same text.
    public static String of(SplittableRandom random, int piecesMax) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(piecesMax + 1);
        for (int i = 0; i < pieces; i++) {
            if (random.nextInt(4) == 0) {
                text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }
}
