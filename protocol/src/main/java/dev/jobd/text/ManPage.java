package dev.jobd.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A manual page in the making, in the language of roff with its macros for manuals. All text is
/// escaped here: none can turn into a request, and what is copied out of a page is what one types.
///
/// In a text, what stands between backquotes is printed bold.
public final class ManPage {
    /// No line of the source is longer if there is a space to break it at.
    private static final int LINE = 76;

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String BOLD = "\\fB";
    private static final String PLAIN = "\\fR";

    // What is bold may go over the end of a line, so its ends are marked before lines are broken.
    private static final char BEGIN = '\1';
    private static final char END = '\2';

    private final StringBuilder source = new StringBuilder();

    /// Begins a page.
    ///
    /// @param name what `man` is told to show it
    /// @param section its section, 1 to 8
    /// @param version of what it describes
    /// @param summary what that is, in a few words
    public ManPage(String name, int section, String version, String summary) {
        source.append(
                ".TH %s %d \"\" \"jobd %s\" \"jobd manual\"\n"
                        .formatted(argument(name.toUpperCase(Locale.ROOT)), section, version));
        // Nothing is hyphenated or stretched: commands are copied out of it.
        source.append(".nh\n.ad l\n");
        section("Name");
        source.append(escaped(name)).append(" \\- ").append(escaped(summary)).append('\n');
    }

    /// Begins a section.
    public ManPage section(String title) {
        return request(".SH", title.toUpperCase(Locale.ROOT));
    }

    /// Begins a part of a section.
    public ManPage part(String title) {
        return request(".SS", title);
    }

    /// Adds a paragraph.
    public ManPage paragraph(String text) {
        space();
        return text(text);
    }

    /// Adds an entry: what it is about, and under it what there is to say.
    public ManPage entry(String about, String text) {
        source.append(".TP\n").append(escaped(BEGIN + about.strip() + END)).append('\n');
        return text(text);
    }

    /// Adds a point of a list.
    public ManPage point(String text) {
        source.append(".IP \\(bu 2\n");
        return text(text);
    }

    /// Adds lines that stand as they are.
    public ManPage lines(List<String> lines) {
        space();
        source.append(".RS 4\n.nf\n");
        lines.forEach(line -> source.append(line.isEmpty() ? "\\&" : escaped(line)).append('\n'));
        source.append(".fi\n.RE\n");
        return this;
    }

    /// Returns its source, in ASCII.
    @Override
    public String toString() {
        return source.toString();
    }

    /// Below a heading there is none.
    private void space() {
        int last = source.lastIndexOf("\n", source.length() - 2) + 1;
        if (source.indexOf(".S", last) != last) {
            source.append(".PP\n");
        }
    }

    private ManPage request(String macro, String title) {
        source.append(macro).append(' ').append(argument(title)).append('\n');
        return this;
    }

    private ManPage text(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        String marked = CODE.matcher(plain).replaceAll(BEGIN + "$1" + END);
        StringBuilder line = new StringBuilder();
        for (String word : marked.strip().split(" +", -1)) {
            String next = escaped(word, line.isEmpty());
            if (line.length() + next.length() > LINE && !line.isEmpty()) {
                source.append(line).append('\n');
                line.setLength(0);
                next = escaped(word, true);
            }
            line.append(line.isEmpty() ? "" : " ").append(next);
        }
        source.append(line).append('\n');
        return this;
    }

    private static String argument(String text) {
        return '"' + escaped(text).replace("\"", "\\(dq") + '"';
    }

    /// Returns text that stands for itself, also at the beginning of a line.
    private static String escaped(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean isFirst) {
        StringBuilder escaped = new StringBuilder();
        if (isFirst && (text.startsWith(".") || text.startsWith("'"))) {
            escaped.append("\\&");
        }
        text.codePoints().forEach(c -> append(escaped, c));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int c) {
        switch (c) {
            case BEGIN -> escaped.append(BOLD);
            case END -> escaped.append(PLAIN);
            case '\\' -> escaped.append("\\e");
            case '-' -> escaped.append("\\-");
            case '^' -> escaped.append("\\(ha");
            case '~' -> escaped.append("\\(ti");
            case '`' -> escaped.append("\\(ga");
            case '\'' -> escaped.append("\\(aq");
            default -> {
                if (c >= ' ' && c < 0x7f) {
                    escaped.append((char) c);
                } else if (c >= 0xa0) {
                    escaped.append("\\[u%04X]".formatted(c));
                } else {
                    escaped.append(' ');
                }
            }
        }
    }
}
