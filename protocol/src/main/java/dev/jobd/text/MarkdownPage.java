package dev.jobd.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;

/// Puts a document into a manual page that is written in as much of Markdown as our own documents
/// use: headings, paragraphs, points, tables, and lines between fences.
public final class MarkdownPage {
    private static final String FENCE = "```";
    private static final String POINT = "- ";

    private final ManPage page;
    private final Deque<String> lines;

    private MarkdownPage(ManPage page, String text) {
        this.page = page;
        lines = new ArrayDeque<>(text.lines().toList());
    }

    /// Adds a document; its title is left out, since the page has one.
    public static void append(ManPage page, String markdown) {
        new MarkdownPage(page, markdown).run();
    }

    private void run() {
        while (!lines.isEmpty()) {
            String line = lines.removeFirst();
            if (line.startsWith("## ")) {
                page.section(line.substring(3));
            } else if (line.startsWith("### ")) {
                page.part(line.substring(4));
            } else if (line.startsWith(FENCE)) {
                fenced();
            } else if (line.startsWith("|")) {
                table(cells(line));
            } else if (line.startsWith(POINT)) {
                page.point(plain(text(line.substring(POINT.length()))));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                page.paragraph(plain(text(line)));
            }
        }
    }

    private void fenced() {
        List<String> within = new ArrayList<>();
        while (!lines.isEmpty() && !lines.getFirst().startsWith(FENCE)) {
            within.add(lines.removeFirst());
        }
        lines.pollFirst();
        page.lines(within);
    }

    /// Returns a paragraph that begins with this line.
    private String text(String first) {
        StringBuilder text = new StringBuilder(first);
        while (!lines.isEmpty() && !isOther(lines.getFirst())) {
            text.append(' ').append(lines.removeFirst().strip());
        }
        return text.toString();
    }

    private static boolean isOther(String line) {
        return line.isBlank()
                || line.startsWith("#")
                || line.startsWith(FENCE)
                || line.startsWith("|")
                || line.startsWith(POINT);
    }

    /// The first column says what a row is about, the last one what there is to say; those between
    /// are put behind it.
    private void table(List<String> head) {
        while (!lines.isEmpty() && lines.getFirst().startsWith("|")) {
            List<String> row = cells(lines.removeFirst());
            if (row.getFirst().startsWith("---")) {
                continue;
            }
            StringJoiner between = new StringJoiner("; ", " (", ")").setEmptyValue("");
            for (int i = 1; i < row.size() - 1; i++) {
                String name = head.get(i).isEmpty() ? "" : head.get(i) + ": ";
                between.add(name + row.get(i));
            }
            page.entry(row.getFirst().replace("`", ""), plain(row.getLast() + between));
        }
    }

    /// Returns the cells of a row; a bar within one has a backslash before it.
    private static List<String> cells(String row) {
        String within = row.strip().replaceAll("^\\||\\|$", "");
        List<String> cells = new ArrayList<>();
        for (String cell : within.split("(?<!\\\\)\\|", -1)) {
            cells.add(cell.strip().replace("\\|", "|"));
        }
        return cells;
    }

    /// Returns the text of links without where they lead.
    private static String plain(String text) {
        return text.replaceAll("\\[([^\\]]+)]\\([^)]*\\)", "$1").replace("**", "");
    }
}
