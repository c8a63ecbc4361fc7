package dev.jobd.client.command;

import dev.jobd.client.output.TimeFormat;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options every verb has.
///
/// @param isJson whether the protocol's objects are wanted instead of text
/// @param times how times are to be written
/// @param isStartForbidden whether no daemon may be started
/// @param socket the socket to use instead of the usual one
record CommonOptions(
        boolean isJson, TimeFormat.Kind times, boolean isStartForbidden, Optional<String> socket) {
    /// Those that stand without a value; they may also stand before the verb.
    static final Set<String> FLAGS =
            Set.of("--json", "--quiet", "-q", "--no-color", "--no-start", "--utc", "--iso");

    /// The one that has a value.
    static final String SOCKET = "--socket";

    /// Adds them to a verb.
    static void describe(CommandSpec spec) {
        Options.flag(spec, "print the protocol's objects, one a line", "--json");
        Options.flag(spec, "say nothing beside the data", "-q", "--quiet");
        Options.flag(spec, "use no colours (as NO_COLOR does)", "--no-color");
        Options.flag(spec, "start no daemon (as JOBD_AUTOSTART=0 does)", "--no-start");
        Options.flag(spec, "write exact times in UTC", "--utc");
        Options.flag(spec, "write exact local times", "--iso");
        Options.value(spec, "PATH", "the daemon's socket (as JOBD_SOCKET does)", SOCKET);
        Options.flag(spec, "show this help", "-h", "--help");
    }

    /// Reads them.
    static CommonOptions of(ParseResult words) {
        TimeFormat.Kind local =
                words.hasMatchedOption("--iso") ? TimeFormat.Kind.ISO : TimeFormat.Kind.RELATIVE;
        return new CommonOptions(
                words.hasMatchedOption("--json"),
                words.hasMatchedOption("--utc") ? TimeFormat.Kind.UTC : local,
                words.hasMatchedOption("--no-start"),
                Options.text(words, SOCKET));
    }
}
