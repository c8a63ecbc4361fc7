package dev.jobd.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Mandoc;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ManPageTest {
    private static final String HOSTILE =
            ".SH 'no' \\fB \\n(.x `co-de` -- ^~\"% \\ \u2026 \u001b end";

    @Test
    void nothingInATextIsARequestAndAllOfItIsSeen() throws Exception {
        ManPage page =
                new ManPage("a-b", 7, "1.0", "'is' .it")
                        .section("a \"b\" \\c")
                        .paragraph(HOSTILE)
                        .entry("." + HOSTILE, HOSTILE)
                        .point("'" + HOSTILE)
                        .part("-x")
                        .lines(List.of(HOSTILE, "", "  'x"));

        String source = page.toString();

        assertThat(Mandoc.complaints(source)).isEmpty();
        assertThat(source.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
        String text = Mandoc.text(source);
        assertThat(text).contains("a-b - 'is' .it", "A \"B\" \\C", "-x", "'x");
        String plain = HOSTILE.replace("`", "").replace("\u001b ", "");
        assertThat(text.split(Pattern.quote(plain), -1)).hasSize(4);
        assertThat(text).contains(HOSTILE.replace("\u001b ", ""));
    }

    @Test
    void longTextsAreBrokenInTheSourceAndNotForTheReader() throws Exception {
        String text = "`some` words and " + "x".repeat(90) + " more `bold words` here ".repeat(20);
        String source = new ManPage("a", 1, "1", "b").paragraph(text).toString();

        assertThat(source.lines().filter(line -> !line.contains("xxx")))
                .allMatch(line -> line.length() < 120);
        assertThat(Mandoc.text(source))
                .contains(text.strip().replace("`", "").replaceAll("\\s+", " "));
    }

    @Test
    void theHelpOfAProgramIsTakenApart() {
        UsageText text =
                UsageText.of(
                        """
                        Usage: it [options]
                        What it
                        does.

                          --one A   the first
                                    of them
                          --two

                        At last.
                        """);

        assertThat(text.calls()).containsExactly("it [options]");
        assertThat(text.parts())
                .containsExactly(
                        new UsageText.Part.Paragraph("What it does."),
                        new UsageText.Part.Option("--one A", "the first of them"),
                        new UsageText.Part.Option("--two", ""),
                        new UsageText.Part.Paragraph("At last."));
    }

    @Test
    void aDocumentBecomesAPage() throws Exception {
        ManPage page = new ManPage("a", 7, "1", "b");
        MarkdownPage.append(
                page,
                """
                # Title

                One `line`
                and [more](there.md).

                ## Part

                - a point
                  of two lines
                - another

                | code | retry | | meaning |
                |---|---|---|---|
                | `busy` | later | x \\| y | Not now. |

                ### Deep

                ```
                {"a":  1}
                ```
                """);

        assertThat(Mandoc.complaints(page.toString())).isEmpty();
        assertThat(Mandoc.text(page.toString()))
                .contains(
                        "One line and more.",
                        "PART • a point of two lines • another busy Not now. (retry: later; x | y)",
                        "Deep {\"a\": 1}")
                .doesNotContain("Title");
    }
}
