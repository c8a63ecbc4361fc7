package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.store.RequestKey;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;

/// A request with a key, and a digest that tells it from other requests.
///
/// @param hash SHA-256 of its operation and its arguments but the key, their members sorted
record KeyedRequest(RequestKey key, String hash) {

    /// Returns the key of a request, if it has one.
    static Optional<KeyedRequest> of(Call call, String op) {
        return call.args()
                .findText("key")
                .map(text ->
                        new KeyedRequest(
                                new RequestKey(call.peer().uid(), text), hash(op, call.args())));
    }

    private static String hash(String op, Json.Obj args) {
        TreeMap<String, Json> sorted = new TreeMap<>(args.members());
        sorted.remove("key");
        Json.Obj request = Json.object().put("op", op).put("args", canonical(sorted)).build();
        byte[] digest = sha256().digest(JsonText.of(request).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static Json canonical(Json value) {
        return switch (value) {
            case Json.Obj object -> canonical(new TreeMap<>(object.members()));
            case Json.Arr array ->
                    new Json.Arr(array.items().stream().map(KeyedRequest::canonical).toList());
            case Json.Str _, Json.Int _, Json.Num _, Json.Bool _, Json.Null _ -> value;
        };
    }

    private static Json.Obj canonical(TreeMap<String, Json> members) {
        members.replaceAll((_, value) -> canonical(value));
        return new Json.Obj(members);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
