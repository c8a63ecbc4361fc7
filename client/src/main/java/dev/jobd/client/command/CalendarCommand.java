package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.model.Calendar;
import dev.jobd.wire.Json;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `calendar`: shows, makes, changes and removes lists of days on which jobs are not due.
final class CalendarCommand implements Verb {
    private static final String FILE = "--file";
    static final List<String> ACTIONS = List.of("list", "show", "set", "rm");

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "calendar [list|show|set|rm] [options] [CALENDAR] [DATE[..DATE]…]")
                .example("jobctl calendar set holidays 2026-12-24..2026-12-26 2027-01-01")
                .example("jobctl calendar set holidays --file holidays.txt   # or - for the input")
                .example("jobctl calendar                      # all of them")
                .example("jobctl calendar show holidays        # its days, as a file has them")
                .example("jobctl calendar rm holidays          # when no job uses it any more")
                .text(
                        "A job with --except CALENDAR is not due on its days, in the job's own"
                                + " zone: nothing is recorded for them. 'set' replaces all days,"
                                + " and the next times of the jobs that use it are computed from"
                                + " now: nothing starts by it.",
                        "A file has dates and ranges, as many in a line as one likes; what follows"
                                + " # is passed over.")
                .end();
        Options.value(spec, "FILE", "take the days from a file, or from -", FILE);
        Options.parameters(spec, "0..*", "CALENDAR", "what to do, with which calendar, which days");
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> given = Options.parameters(words);
        String action = given.isEmpty() ? "list" : given.getFirst();
        List<String> rest = given.isEmpty() ? List.of() : given.subList(1, given.size());
        if (!action.equals("set") && words.hasMatchedOption(FILE)) {
            throw new UsageException(FILE + " goes with 'calendar set'");
        }
        return switch (action) {
            case "list" -> list(rest, session);
            case "show" -> each(rest, "calendar", CalendarCommand::show, session);
            case "set" -> set(rest, Options.text(words, FILE), session);
            case "rm" ->
                    each(
                            rest,
                            "calendar_remove",
                            (reply, it) ->
                                    it.console().line("removed calendar " + reply.text("calendar")),
                            session);
            default -> throw new UsageException(Suggestions.unknown("action", action, ACTIONS));
        };
    }

    /// Prints a reply.
    @FunctionalInterface
    private interface Printer {
        void print(Json.Obj reply, Session session);
    }

    private static int each(List<String> names, String op, Printer printer, Session session) {
        if (names.isEmpty()) {
            throw new UsageException("say which CALENDAR");
        }
        int code = ExitCode.DONE;
        for (String name : names) {
            try {
                print(session.call(op, Json.object().put("calendar", name)), printer, session);
            } catch (WireErrorException e) {
                Errors.tell(e.error(), session);
                code = Math.max(code, ExitCode.of(e.error()));
            }
        }
        return code;
    }

    private static void print(Json.Obj reply, Printer printer, Session session) {
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            printer.print(reply, session);
        }
    }

    private static void show(Json.Obj reply, Session session) {
        reply.object("calendar").texts("days").forEach(session.console()::line);
    }

    private static int set(List<String> words, Optional<String> file, Session session) {
        if (words.isEmpty()) {
            throw new UsageException("say which: calendar set CALENDAR DATE[..DATE]…");
        }
        List<String> days = new ArrayList<>(words.subList(1, words.size()));
        if (file.isPresent() == !days.isEmpty()) {
            throw new UsageException(
                    file.isPresent()
                            ? "the days are in " + FILE + ": leave out '" + days.getFirst() + "'"
                            : "say which days: calendar set "
                                    + words.getFirst()
                                    + " 2026-12-25 2026-12-31..2027-01-01, or "
                                    + FILE
                                    + " FILE");
        }
        file.ifPresent(name -> days.addAll(daysIn(name, session)));
        if (file.isEmpty()) {
            days.forEach(day -> require(day, ""));
        }
        Json.Builder args =
                Json.object().put("calendar", words.getFirst()).put("days", Json.strings(days));
        print(
                session.call("calendar_set", args),
                (reply, it) -> it.console().line(sentence(reply.object("calendar"))),
                session);
        return ExitCode.DONE;
    }

    private static List<String> daysIn(String name, Session session) {
        List<String> days = new ArrayList<>();
        int number = 0;
        for (String line : lines(name, session)) {
            number++;
            for (String word : line.replaceFirst("#.*", "").strip().split("[,\\s]+", -1)) {
                if (!word.isEmpty()) {
                    require(word, name + ", line " + number + ": ");
                    days.add(word);
                }
            }
        }
        return days;
    }

    private static List<String> lines(String name, Session session) {
        try {
            byte[] text =
                    name.equals("-")
                            ? session.surroundings().in().readAllBytes()
                            : Files.readAllBytes(
                                    session.surroundings().directory().resolve(Path.of(name)));
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString().lines().toList();
        } catch (CharacterCodingException e) {
            throw new UsageException(name + " is not text in UTF-8");
        } catch (IOException e) {
            throw new UsageException("cannot read " + name + ": " + e.getMessage());
        }
    }

    private static void require(String day, String where) {
        try {
            Calendar.Days.parse(day);
        } catch (IllegalArgumentException e) {
            throw new UsageException(where + e.getMessage());
        }
    }

    private static String sentence(Json.Obj calendar) {
        int entries = calendar.texts("days").size();
        return "calendar "
                + calendar.text("name")
                + " has "
                + (entries == 1 ? "1 entry" : entries + " entries");
    }

    private static int list(List<String> rest, Session session) {
        if (!rest.isEmpty()) {
            throw new UsageException("unexpected '" + rest.getFirst() + "'");
        }
        Table table =
                new Table(
                        Table.Column.text("CALENDAR"),
                        Table.Column.number("ENTRIES"),
                        Table.Column.fixed("FIRST"),
                        Table.Column.fixed("LAST"));
        for (Json.Obj item : session.call("calendars", Json.object()).objects("items")) {
            if (session.isJson()) {
                session.console().json(item);
            }
            table.add(
                    Cell.of(item.text("name")),
                    Cell.of(Long.toString(item.integer("entries"))),
                    Cell.of(item.findText("first").orElse("-")),
                    Cell.of(item.findText("last").orElse("-")));
        }
        if (!session.isJson() && !table.isEmpty()) {
            session.console().table(table);
        } else if (!session.isJson()) {
            session.console().notice("there is no calendar");
        }
        return ExitCode.DONE;
    }
}
