package dev.jobd.client.command;

import dev.jobd.client.connection.EventStream;
import dev.jobd.client.connection.Subscription;
import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `events`: prints what happens, line by line, and goes on when the daemon is started anew.
final class EventsCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "events [options] [NAME]")
                .example("jobctl events                        # what happens from now on")
                .example("jobctl events 'backup-*' --topic run # the runs of some jobs")
                .example("jobctl events --from snapshot --json # all there is, then what changes")
                .example("jobctl events --from 4711 --json     # what happened since a commit")
                .text(
                        "When the daemon ends, it waits for the next one and goes on where it was:"
                                + " nothing is left out and nothing comes twice. With --json, a"
                                + " line with 'seq' says what is known by then; --from takes that"
                                + " number. The daemon keeps the last 10,000 commits or 7 days, as"
                                + " far as 64 MiB go.")
                .end();
        Options.values(spec, "TOPIC", "only of this: job or run", "--topic");
        Options.value(
                spec, "WHERE", "now (the default), snapshot, or the number of a commit", "--from");
        Options.values(spec, "STATE", "only jobs in this state, and their runs", "--state");
        Options.values(spec, "GROUP", "only jobs of a group, and their runs", "-g", "--group");
        Options.parameters(spec, "0..1", "NAME", "only jobs of that name; * and ? may stand in it");
    }

    @Override
    public int run(ParseResult words, Session session) {
        EventOutput output = new EventOutput(session);
        new EventStream(
                        session::connectToRunning,
                        new Subscription(arguments(words, session), output),
                        session.console()::notice)
                .run(session.client());
        return ExitCode.DONE;
    }

    private static Json.Obj arguments(ParseResult words, Session session) {
        Json.Builder args = Json.object().putAll(ListCommand.filter(words, session));
        List<String> topics = Options.texts(words, "--topic").stream().distinct().toList();
        if (!topics.isEmpty()) {
            args.put("topics", Json.strings(topics));
        }
        return args.put("from", from(words, session)).build();
    }

    private static Json from(ParseResult words, Session session) {
        String from = Options.text(words, "--from").orElse("now");
        if (from.equals("now") || from.equals("snapshot")) {
            return Json.of(from);
        }
        if (!from.matches("\\d{1,15}")) {
            throw Options.wrong("--from", from, "now, snapshot or the number of a commit");
        }
        String store = session.call("hello", Json.object()).text("store");
        return Json.object().put("seq", Long.parseLong(from)).put("store", store).build();
    }
}
