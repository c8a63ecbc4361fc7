package dev.jobd.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Words that someone may have meant who wrote another.
public final class Suggestions {
    private static final int COUNT_MAX = 3;
    private static final int LENGTH_MAX = 128;

    private Suggestions() {}

    private record Near(String word, int distance) {}

    /// Returns up to three known words that are a few letters away from `word`, nearest first.
    public static List<String> of(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > LENGTH_MAX) {
            return List.of();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        int limit = Math.clamp(word.length() / 3, 1, 3);
        List<Near> near = new ArrayList<>();
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) > limit) {
                continue;
            }
            int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
            if (distance <= limit) {
                near.add(new Near(candidate, distance));
            }
        }
        near.sort(Comparator.comparingInt(Near::distance).thenComparing(Near::word));
        return near.stream().limit(COUNT_MAX).map(Near::word).toList();
    }

    /// Returns the sentence about an unknown word, with what may have been meant.
    public static String unknown(String kind, String word, Collection<String> known) {
        String sentence = "unknown " + kind + " '" + Quoted.shortened(word) + "'";
        List<String> meant = of(word, known);
        return meant.isEmpty() ? sentence : sentence + "; did you mean '" + meant.getFirst() + "'?";
    }

    /// Returns how many letters must be put in, left out, replaced or swapped with their neighbour
    /// to turn one word into the other (optimal string alignment).
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
                best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1
                                && j > 1
                                && from.charAt(i - 1) == to.charAt(j - 2)
                                && from.charAt(i - 2) == to.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[from.length()][to.length()];
    }
}
