package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which jobs the list shows: terms that must all hold.
///
/// `backup` finds it in the name; `state:failed`, `group:db`, `cmd:rsync`, `name:~^etl` (a regular
/// expression), `exit:1`, `next:<10m`; `!` before a term or a value negates it.
///
/// @param text as it was typed
/// @param problem why the text is not understood, empty when it is; such a filter shows every job
public record Filter(String text, List<Term> terms, String problem) {

    public static final Filter NONE = new Filter("", List.of(), "");

    /// The fields a term can name, for the line that helps while typing.
    public static final List<String> FIELDS =
            List.of("state:", "name:", "group:", "cmd:", "exit:", "next:<");

    /// What else is to be known of it, for the help.
    public static final List<String> RULES =
            List.of(
                    "a plain word looks in the name",
                    "name:~ is a regular expression",
                    "all words must match, ! negates");

    private static final Pattern TIMED = Pattern.compile("next:|state:!?[lq]");

    /// One condition on a job.
    @FunctionalInterface
    public interface Term {
        boolean holds(JobRow row, Instant now);

        default Term negated() {
            return (row, now) -> !holds(row, now);
        }
    }

    public Filter {
        terms = List.copyOf(terms);
    }

    /// The filter a text stands for.
    public static Filter parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            if (word.isEmpty() || word.equals("!")) {
                continue;
            }
            try {
                terms.add(word.startsWith("!") ? term(word.substring(1)).negated() : term(word));
            } catch (IllegalArgumentException e) {
                return new Filter(text, List.of(), String.valueOf(e.getMessage()));
            }
        }
        return new Filter(text, terms, "");
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /// Whether a job is shown.
    boolean matches(JobRow row, Instant now) {
        for (Term term : terms) {
            if (!term.holds(row, now)) {
                return false;
            }
        }
        return true;
    }

    private static Term term(String word) {
        int colon = word.indexOf(':');
        if (colon < 0) {
            String part = word.toLowerCase(Locale.ROOT);
            return (row, now) -> row.name().toLowerCase(Locale.ROOT).contains(part);
        }
        String value = word.substring(colon + 1);
        if (value.startsWith("!")) {
            return field(word.substring(0, colon), value.substring(1)).negated();
        }
        return field(word.substring(0, colon), value);
    }

    /// The line with its last word completed as far as there is only one way: to a field, a state,
    /// a group or a job's name.
    static TextLine completed(TextLine line, Jobs jobs) {
        String word = line.word();
        String negation = word.startsWith("!") ? "!" : "";
        String typed = word.substring(negation.length());
        List<String> ways = new ArrayList<>();
        for (String way : ways(typed, jobs)) {
            if (way.startsWith(typed) && !typed.isEmpty()) {
                ways.add(way);
            }
        }
        String common = ways.isEmpty() ? typed : ways.getFirst();
        for (String way : ways) {
            int same = 0;
            while (same < Math.min(common.length(), way.length())
                    && common.charAt(same) == way.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return line.typed(common.substring(typed.length()));
    }

    private static Set<String> ways(String typed, Jobs jobs) {
        Set<String> ways = new LinkedHashSet<>();
        if (typed.startsWith("state:")) {
            for (JobState state : JobState.values()) {
                ways.add("state:" + state.word());
            }
        } else if (typed.startsWith("group:")) {
            jobs.list().forEach(row -> ways.add("group:" + row.group()));
        } else {
            ways.addAll(FIELDS);
            jobs.list().forEach(row -> ways.add(row.name()));
        }
        return ways;
    }

    /// Whether what it shows changes as time passes.
    boolean dependsOnTime() {
        return TIMED.matcher(text).find();
    }

    private static Term field(String field, String value) {
        return switch (field) {
            case "state" -> (row, now) -> row.stateAt(now).word().startsWith(value);
            case "name" -> name(value);
            case "group" -> (row, now) -> row.group().startsWith(value);
            case "cmd" -> (row, now) -> row.command().contains(value);
            case "exit" -> exit(value);
            case "next" -> next(value);
            default -> throw new IllegalArgumentException("no field '" + field + "'");
        };
    }

    private static Term name(String value) {
        if (!value.startsWith("~")) {
            return (row, now) -> row.name().contains(value);
        }
        try {
            Pattern pattern = Pattern.compile(value.substring(1));
            return (row, now) -> pattern.matcher(row.name()).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("name: " + e.getDescription(), e);
        }
    }

    private static Term exit(String value) {
        if (value.isEmpty()) {
            return (row, now) -> true;
        }
        int code;
        try {
            code = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("exit: wants a number", e);
        }
        return (row, now) ->
                Optional.ofNullable(row.last()).map(LastRun::exit).equals(Optional.of(code));
    }

    private static Term next(String value) {
        if (value.length() < 2 || "<>".indexOf(value.charAt(0)) < 0) {
            return (row, now) -> true;
        }
        Duration limit = duration(value.substring(1));
        boolean sooner = value.charAt(0) == '<';
        return (row, now) -> row.next() != null && row.next().isBefore(now.plus(limit)) == sooner;
    }

    private static Duration duration(String value) {
        long seconds =
                switch (value.charAt(value.length() - 1)) {
                    case 's' -> 1;
                    case 'm' -> 60;
                    case 'h' -> 3600;
                    case 'd' -> 86_400;
                    default -> throw new IllegalArgumentException("next: wants 10m, 2h, 1d");
                };
        try {
            int count = Integer.parseInt(value.substring(0, value.length() - 1));
            return Duration.ofSeconds(count * seconds);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("next: wants 10m, 2h, 1d", e);
        }
    }
}
