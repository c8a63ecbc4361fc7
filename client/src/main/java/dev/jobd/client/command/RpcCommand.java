package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.client.connection.ConnectionLostException;
import dev.jobd.client.connection.DaemonClient;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.WireError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rpc`: sends lines of the protocol as they are and prints the answers as they come.
final class RpcCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "rpc [options] [LINE… | -]")
                .example("jobctl rpc '{\"op\":\"ping\"}'")
                .example("generate-requests | jobctl rpc > replies")
                .example("jobctl rpc '{\"op\":\"describe\"}' | jq .result.ops.add")
                .text(
                        "Sends each line over one connection without waiting for the answer to the"
                                + " one before, and prints the answers in the same order, one a"
                                + " line. Without LINE, or with -, the lines are read from standard"
                                + " input.",
                        "Exits with 0 if all were done; otherwise says which were not, and exits as"
                                + " the worst of them would. Nothing is sent twice: a request with"
                                + " a \"key\" can be.")
                .end();
        Options.parameters(spec, "0..*", "LINE", "a request: {\"op\":…,\"args\":{…}}");
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> lines = Options.parameters(words);
        boolean isInput = lines.isEmpty() || lines.equals(List.of("-"));
        BufferedReader requests =
                new BufferedReader(
                        isInput
                                ? new InputStreamReader(session.surroundings().in(), UTF_8)
                                : new StringReader(
                                        String.join(
                                                "\n",
                                                lines.stream().map(RpcCommand::flat).toList())));
        return new Exchange(session, requests).run();
    }

    /// A line feed within JSON is only space.
    private static String flat(String line) {
        return line.replace('\n', ' ').replace('\r', ' ');
    }

    /// The lines of one call: one thread sends them, this one prints the answers.
    private static final class Exchange {
        private static final Duration LINGER = Duration.ofMillis(100);

        private final Session session;
        private final DaemonClient client;
        private final BufferedReader requests;
        private final AtomicLong sent = new AtomicLong();
        private volatile Optional<IOException> unread = Optional.empty();
        private long answered;
        private int code = ExitCode.DONE;

        Exchange(Session session, BufferedReader requests) {
            this.session = session;
            this.client = session.client();
            this.requests = requests;
        }

        int run() {
            Thread sender = Thread.ofPlatform().name("requests").daemon().start(this::send);
            Optional<byte[]> line = client.nextLine();
            while (line.isPresent()) {
                session.console().out().write(line.get(), 0, line.get().length);
                session.console().out().write('\n');
                look(line.get());
                if (!isMore()) {
                    session.console().out().flush();
                }
                line = client.nextLine();
            }
            awaitEnd(sender);
            return code();
        }

        /// Tells whether answers are still to come at once; if not, what is there is shown.
        private boolean isMore() {
            return answered < sent.get();
        }

        private int code() {
            if (unread.isPresent()) {
                throw new UncheckedIOException("the lines cannot be read", unread.get());
            }
            if (answered < sent.get()) {
                Errors.say(
                        session.console(),
                        "the connection ended before request %d was answered; whether it and those after it were done is not known"
                                .formatted(answered + 1));
                return ExitCode.UNAVAILABLE;
            }
            return code;
        }

        private void send() {
            try {
                for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                    if (!line.isBlank()) {
                        sent.incrementAndGet();
                        client.sendLine((line + "\n").getBytes(UTF_8));
                    }
                }
                client.endLines();
            } catch (ConnectionLostException _) {
                // The other thread sees the end as well, and says how far it got.
            } catch (IOException e) {
                unread = Optional.of(e);
                client.close();
            }
        }

        private void look(byte[] bytes) {
            Json.Obj line = parsed(bytes);
            if (!line.has("ok")) {
                return;
            }
            answered++;
            if (!line.flag("ok")) {
                WireError error = WireError.read(line.object("error"));
                Errors.say(session.console(), "request " + answered + ": " + error.message());
                code = Math.max(code, ExitCode.of(error));
            }
        }

        private static Json.Obj parsed(byte[] line) {
            try {
                return JsonParser.parseReply(line);
            } catch (JsonSyntaxException _) {
                return Json.Obj.EMPTY;
            }
        }

        private static void awaitEnd(Thread sender) {
            // It may wait for input that nobody needs any more: the connection is gone.
            try {
                sender.join(LINGER);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
