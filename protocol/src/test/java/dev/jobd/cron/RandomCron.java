package dev.jobd.cron;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Draws cron expressions of all forms.
final class RandomCron {
    private static final List<String> MONTHS = List.of("jan", "Feb", "MAR", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "Mon", "WED", "sat");

    private final SplittableRandom random;

    RandomCron(SplittableRandom random) {
        this.random = random;
    }

    /// Returns minute and hour.
    String time() {
        return list(0, 59, List.of()) + " " + list(0, 23, List.of());
    }

    /// Returns day of month, month and day of week.
    String date() {
        return day() + " " + list(1, 12, MONTHS) + " " + weekday();
    }

    String list(int first, int last, List<String> names) {
        if (random.nextInt(3) == 0) {
            return random.nextBoolean() ? "*" : "*/" + random.nextInt(1, last - first + 2);
        }
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> element(first, last, names))
                .collect(Collectors.joining(","));
    }

    private String element(int first, int last, List<String> names) {
        int low = random.nextInt(first, last + 1);
        return switch (random.nextInt(4)) {
            case 0 -> low + "-" + random.nextInt(low, last + 1);
            case 1 -> low + "-" + random.nextInt(low, last + 1) + "/" + random.nextInt(1, 5);
            case 2 -> names.isEmpty() ? "" + low : names.get(random.nextInt(names.size()));
            default -> "" + low;
        };
    }

    private String day() {
        return switch (random.nextInt(8)) {
            case 0 -> "L";
            case 1 -> "L-" + random.nextInt(1, 28);
            case 2 -> "LW";
            case 3 -> random.nextInt(1, 32) + "W";
            case 4 -> random.nextInt(1, 32) + "W," + list(1, 31, List.of());
            default -> list(1, 31, List.of());
        };
    }

    private String weekday() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(0, 8) + "L";
            case 1 -> random.nextInt(0, 8) + "#" + random.nextInt(1, 6);
            case 2 -> WEEKDAYS.get(random.nextInt(WEEKDAYS.size())) + "#2,friL";
            default -> list(0, 7, WEEKDAYS);
        };
    }
}
