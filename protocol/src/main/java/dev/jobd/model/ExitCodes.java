package dev.jobd.model;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Some of the exit codes 1 to 255.
///
/// @param ranges in order, with a gap between each two
public record ExitCodes(List<Range> ranges) {
    /// What they are, for messages.
    public static final String RULE = "exit codes from 1 to 255 such as 75 or 1,2,10-20, or none";

    /// The word for no code at all.
    public static final String NONE_WORD = "none";

    /// No code at all.
    public static final ExitCodes NONE = new ExitCodes(List.of());

    private static final int CODE_MAX = 255;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");

    /// Codes in a row, both ends included.
    public record Range(int from, int to) {
        public Range {
            if (from < 1 || to > CODE_MAX || from > to) {
                throw new IllegalArgumentException("'" + from + "-" + to + "' is not " + RULE);
            }
        }

        @Override
        public String toString() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    public ExitCodes {
        ranges = normal(ranges);
    }

    /// Returns these codes.
    public static ExitCodes of(int... codes) {
        List<Range> ranges = new ArrayList<>();
        for (int code : codes) {
            ranges.add(new Range(code, code));
        }
        return new ExitCodes(ranges);
    }

    /// Reads `1,2,10-20` or `none`.
    ///
    /// @throws IllegalArgumentException with a sentence if it is neither
    public static ExitCodes parse(String text) {
        if (text.equals(NONE_WORD)) {
            return NONE;
        }
        List<Range> ranges = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            ranges.add(range(word.strip()));
        }
        return new ExitCodes(ranges);
    }

    /// Tells whether a word is meant as a code or a range of them.
    static boolean isRange(String word) {
        return RANGE.matcher(word).matches();
    }

    static Range range(String word) {
        Matcher match = RANGE.matcher(word);
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + word + "' is not " + RULE);
        }
        int from = Integer.parseInt(match.group(1));
        return new Range(from, match.group(2) == null ? from : Integer.parseInt(match.group(2)));
    }

    /// Tells whether the code is one of them.
    public boolean contains(int code) {
        return ranges.stream().anyMatch(range -> range.from() <= code && code <= range.to());
    }

    /// Tells whether there is none.
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// Returns them as [#parse] reads them.
    public String text() {
        return isEmpty() ? NONE_WORD : ranges.stream().map(Range::toString).collect(joining(","));
    }

    private static List<Range> normal(List<Range> given) {
        BitSet codes = new BitSet();
        given.forEach(range -> codes.set(range.from(), range.to() + 1));
        List<Range> ranges = new ArrayList<>();
        for (int from = codes.nextSetBit(0); from >= 0; ) {
            int end = codes.nextClearBit(from);
            ranges.add(new Range(from, end - 1));
            from = codes.nextSetBit(end);
        }
        return List.copyOf(ranges);
    }
}
