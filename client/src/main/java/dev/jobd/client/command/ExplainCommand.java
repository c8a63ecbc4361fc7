package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `explain`: says why a job or a run is running or not.
final class ExplainCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "explain [options] JOB|JOB/RUN…")
                .example(
                        "jobctl explain sync         # what it does now, when it is due, how it ended")
                .example(
                        "jobctl explain sync/12      # what became of this run, or what it waits for")
                .end();
        Selection.options(spec, "select");
        Options.parameters(spec, "0..*", "JOB", "their names or numbers, or runs as JOB/RUN");
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.all(
                Selection.jobs(words, session),
                session,
                name -> {
                    String what = name.contains("/") ? "run" : "job";
                    Json.Obj reply = session.call("explain", Json.object().put(what, name));
                    if (session.isJson()) {
                        session.console().json(reply);
                    } else {
                        print(reply, session);
                    }
                    return ExitCode.DONE;
                });
    }

    private static void print(Json.Obj reply, Session session) {
        Fields fields = new Fields();
        for (Json.Obj reason : reply.objects("reasons")) {
            String at =
                    reason.findInstant("at")
                            .map(time -> ": " + session.times().full(time))
                            .orElse("");
            fields.put(reason.text("about"), reason.text("text") + at);
        }
        fields.print(session.console());
    }
}
