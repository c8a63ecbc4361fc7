package dev.jobd.daemon.server.handler;

import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32C;

/// The place after a page: what the last item was sorted by, tied to the question, so that it holds
/// across restarts and is of no use for another question.
final class Cursor {
    private static final String QUESTION = "q";

    /// What may differ between pages, or says how a question is sent.
    private static final Set<String> NOT_ASKED = Set.of("cursor", "limit", "key");

    private Cursor() {}

    /// Returns the cursor behind an item.
    ///
    /// @param args the arguments of the question
    static String encode(Json.Obj args, Json.Builder place) {
        String text = JsonText.of(place.put(QUESTION, question(args)).build());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Returns the place in the argument `cursor`, empty if there is none.
    static <T> Optional<T> decode(Json.Obj args, Function<Json.Obj, T> place) {
        return args.findText("cursor").map(text -> decode(args, text, place));
    }

    private static <T> T decode(Json.Obj args, String text, Function<Json.Obj, T> place) {
        try {
            Json.Obj decoded = JsonParser.parse(Base64.getUrlDecoder().decode(text));
            if (decoded.integer(QUESTION) == question(args)) {
                return place.apply(decoded);
            }
        } catch (IllegalArgumentException | JsonSyntaxException | UnexpectedJsonException _) {
            // Said below.
        }
        throw new WireErrorException(
                WireError.of(
                                ErrorCode.CURSOR_EXPIRED,
                                "the cursor does not belong to this question; ask without it")
                        .at("args.cursor"));
    }

    /// Returns a number for the arguments that make the question.
    private static long question(Json.Obj args) {
        Json.Builder question = Json.object();
        args.members()
                .forEach((name, value) -> {
                    if (!NOT_ASKED.contains(name)) {
                        question.put(name, value);
                    }
                });
        CRC32C sum = new CRC32C();
        sum.update(JsonText.of(question.build()).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
