package dev.jobd.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTest {

    private static Json.Obj line(String text) {
        return JsonParser.parse(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static WireError refusal(String text) {
        WireErrorException e =
                catchThrowableOfType(WireErrorException.class, () -> Request.read(line(text)));
        assertThat(e).as(text).isNotNull();
        return e.error();
    }

    @Test
    void onlyTheOperationIsNeeded() {
        Request request = Request.read(line("{'op':'list'}"));

        assertThat(request).isEqualTo(new Request("list", Json.Obj.EMPTY));
    }

    @Test
    void aRequestReadsBackAsItWasWritten() {
        Request request =
                new Request(
                        "get",
                        Optional.of(Json.of(7)),
                        Json.object().put("job", "a").build(),
                        true);

        assertThat(JsonText.of(request.toJson()))
                .isEqualTo("{\"op\":\"get\",\"id\":7,\"args\":{\"job\":\"a\"},\"close\":true}");
        assertThat(Request.read(request.toJson())).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|op|invalid_request",
                "{'op':1}|op|invalid_request",
                "{'op':null}|op|invalid_request",
                "{'op':'list','args':[]}|args|invalid_request",
                "{'op':'list','args':null}|args|invalid_request",
                "{'op':'list','id':1.5}|id|invalid_request",
                "{'op':'list','id':true}|id|invalid_request",
                "{'op':'list','id':null}|id|invalid_request",
                "{'op':'list','close':1}|close|invalid_request",
                "{'op':'list','argz':{}}|argz|unknown_field",
                "{'op':'list','x-a':{}}|x-a|unknown_field",
            })
    void aWrongMemberIsNamed(String text, String field, String code) {
        WireError error = refusal(text);

        assertThat(error.field()).contains(field);
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void allWrongMembersAreNamedAtOnce() {
        assertThat(refusal("{'id':true,'close':0,'argz':1}").errors())
                .extracting(WireError.BadField::field)
                .containsExactlyInAnyOrder("argz", "op", "id", "close");
    }

    @Test
    @Tag("P4")
    void anUnknownMemberBringsASuggestionAndJsonRpcAPointer() {
        assertThat(refusal("{'op':'list','arg':{}}").message()).contains("did you mean 'args'?");
        assertThat(refusal("{'jsonrpc':'2.0','op':'list'}").message()).contains("describe");
    }

    @Test
    void anIdIsShortOrAnInteger() {
        String longest = "i".repeat(64);

        assertThat(Request.read(line("{'op':'a','id':'" + longest + "'}")).id())
                .contains(Json.of(longest));
        assertThat(refusal("{'op':'a','id':'" + longest + "i'}").field()).contains("id");
    }

    @Test
    void theIdOfAWrongLineIsStillKnown() {
        assertThat(Request.idOf(line("{'id':3,'nonsense':1}"))).contains(Json.of(3));
        assertThat(Request.closeOf(line("{'close':true,'nonsense':1}"))).isTrue();
        assertThat(Request.idOf(line("{'id':[]}"))).isEmpty();
    }

    @Test
    void repliesReadBackAsTheyWereWritten() {
        WireError error =
                WireError.of(ErrorCode.NOT_FOUND, "no job 'bakup'")
                        .at("args.job")
                        .with("suggestions", Json.strings(List.of("backup")));
        List<ServerMessage> messages =
                List.of(
                        new ServerMessage.Result(Optional.of(Json.of("a")), Json.Obj.EMPTY),
                        new ServerMessage.Result(
                                Optional.empty(), Json.object().put("seq", 4).build()),
                        new ServerMessage.Failure(Optional.of(Json.of(7)), error),
                        new ServerMessage.Push("s1", line("{'sub':'s1','data':'x'}")),
                        new ServerMessage.Closing("idle_timeout", "idle for 600 s"));

        assertThat(messages)
                .allSatisfy(m -> assertThat(ServerMessage.read(m.toJson())).isEqualTo(m));
    }

    @Test
    void aFailureLooksAsTheProtocolSays() {
        WireError error =
                WireError.of(
                        List.of(
                                new WireError.BadField("args.a", ErrorCode.UNKNOWN_FIELD, "m"),
                                new WireError.BadField("args.b", ErrorCode.INVALID_ARGUMENT, "n")));
        ServerMessage failure = new ServerMessage.Failure(Optional.of(Json.of(7)), error);

        assertThat(JsonText.of(failure.toJson()))
                .isEqualTo(
                        "{\"id\":7,\"ok\":false,\"error\":{\"code\":\"unknown_field\",\"message\":\"m\","
                                + "\"field\":\"args.a\",\"retry\":\"never\",\"data\":{\"errors\":["
                                + "{\"field\":\"args.a\",\"code\":\"unknown_field\",\"message\":\"m\"},"
                                + "{\"field\":\"args.b\",\"code\":\"invalid_argument\",\"message\":\"n\"}]}}}");
    }

    @Test
    void aClientPassesOverWhatItDoesNotKnow() {
        ServerMessage message =
                ServerMessage.read(
                        line(
                                "{'ok':false,'new':1,'error':{'code':'brand_new','message':'m','more':[]}}"));

        assertThat(message)
                .isInstanceOfSatisfying(
                        ServerMessage.Failure.class,
                        failure -> {
                            assertThat(failure.error().code()).isEqualTo("brand_new");
                            assertThat(failure.error().retry()).isEqualTo(ErrorCode.Retry.NEVER);
                        });
        assertThatThrownBy(() -> ServerMessage.read(Json.Obj.EMPTY))
                .isInstanceOf(UnexpectedJsonException.class);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void codesReadBackFromTheirWord(ErrorCode code) {
        assertThat(ErrorCode.of(code.word())).contains(code);
        assertThat(ErrorCode.Retry.of(code.retry().word())).isEqualTo(code.retry());
    }

    @Test
    void suggestionsAreNearNotFar() {
        List<String> known = List.of("if_rev", "job", "set", "backup");

        assertThat(Suggestions.of("if_rve", known)).containsExactly("if_rev");
        assertThat(Suggestions.of("BAKUP", known)).containsExactly("backup");
        assertThat(Suggestions.of("completely-else", known)).isEmpty();
        assertThat(Suggestions.of("", known)).isEmpty();
        assertThat(Suggestions.of("j".repeat(100_000), known)).isEmpty();
        assertThat(Suggestions.unknown("field", "zzz", known)).isEqualTo("unknown field 'zzz'");
    }
}
