package dev.jobd.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jobd.testing.SchemaValidator;
import dev.jobd.testing.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Covers P4 (unknown names), C1 (names and NUL) and P18 (the schema says what the check does).
class OperationsTest {
    private static final List<String> NAMES =
            List.of(
                    "hello",
                    "ping",
                    "describe",
                    "stats",
                    "retry",
                    "job_stats",
                    "clean",
                    "list",
                    "get",
                    "add",
                    "update",
                    "remove",
                    "pause",
                    "resume",
                    "skip_next",
                    "calendars",
                    "calendar",
                    "calendar_set",
                    "calendar_remove",
                    "trigger",
                    "batch",
                    "stage",
                    "apply",
                    "subscribe",
                    "unsubscribe",
                    "runs",
                    "run",
                    "stop",
                    "hold",
                    "release",
                    "suspend",
                    "cont",
                    "groups",
                    "group_add",
                    "group_set",
                    "group_remove",
                    "group_pause",
                    "group_resume",
                    "limit_runs",
                    "explain",
                    "locks",
                    "log",
                    "check",
                    "shutdown",
                    "metrics",
                    "reload",
                    "backup",
                    "verify");

    private static Json.Obj json(String text) {
        return JsonParser.parse(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static WireError refusal(String op, String args) {
        WireErrorException e =
                catchThrowableOfType(
                        WireErrorException.class, () -> Operations.require(op).check(json(args)));
        assertThat(e).as(op + " " + args).isNotNull();
        return e.error();
    }

    @Test
    void theTableHasTheOperationsOfTheProtocol() {
        assertThat(Operations.all())
                .extracting(Operation::name)
                .containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void anUnknownOperationBringsASuggestion() {
        WireErrorException e =
                catchThrowableOfType(WireErrorException.class, () -> Operations.require("lst"));

        assertThat(e.error().code()).isEqualTo("unknown_op");
        assertThat(e.error().field()).contains("op");
        assertThat(e.error().message()).isEqualTo("unknown operation 'lst'; did you mean 'list'?");
        assertThat(e.error().data().texts("suggestions")).contains("list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add|{'job':{'cmd':['date']}}",
                "add|{'job':{'cmd':['date'],'on_daemon_restart':'requeue'}}",
                "add|{'job':{'sh':'date && wc','schedule':{'kind':'manual'}},'dry_run':true}",
                "add|{'job':{'cmd':['a'],'x-note':[1]},'x-who':{'a':1}}",
                "add|{'job':{'cmd':['a'],'timeout_ms':null,'env':{'A':''},'umask':'077'}}",
                "add|{'job':{'cmd':['a'],'schedule':{'kind':'once','at':'2030-01-01T00:00:00Z'}}}",
                "add|{'job':{'cmd':['a'],'schedule':{'kind':'fixed-rate','every_ms':100}}}",
                "update|{'job':3,'if_rev':1,'set':{'timeout_ms':null,'name':null}}",
                "update|{'job':'3','set':{'schedule':{'every_ms':5000},'env':{'A':null}}}",
                "list|{}",
                "list|{'filter':{'state':['paused'],'name':{'glob':'a*'}},'sort':['-next','name']}",
                "log|{'run':'a/1.2','from':{'tail':10},'follow':true,'stream':'none'}",
                "run|{'run':17}",
                "stop|{'run':'17/3','signal':'USR1'}",
                "check|{'schedule':{'kind':'fixed-delay','every_ms':5000},'count':3}",
                "shutdown|{'drain_ms':0}",
            })
    void rightArgumentsAreTaken(String op, String args) {
        assertThat(ShapeCheck.check(Operations.require(op).args(), json(args), "args")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ping|{'a':1}|args.a|unknown_field",
                "get|{}|args.job|invalid_argument",
                "get|{'job':null}|args.job|invalid_argument",
                "get|{'job':'a b'}|args.job|invalid_argument",
                "get|{'job':'a/1'}|args.job|invalid_argument",
                "get|{'job':0}|args.job|invalid_argument",
                "get|{'job':1.0}|args.job|invalid_argument",
                "get|{'job':'a','reveal':'yes'}|args.reveal|invalid_argument",
                "add|{}|args.job|invalid_argument",
                "add|{'job':[]}|args.job|invalid_argument",
                "add|{'job':{}}|args.job.cmd|invalid_argument",
                "add|{'job':{'cmd':['a'],'sh':'b'}}|args.job.sh|invalid_argument",
                "add|{'job':{'cmd':[]}}|args.job.cmd|invalid_argument",
                "add|{'job':{'cmd':['']}}|args.job.cmd[0]|invalid_argument",
                "add|{'job':{'cmd':['a',1]}}|args.job.cmd[1]|invalid_argument",
                "add|{'job':{'cmd':['a\\u0000']}}|args.job.cmd[0]|invalid_argument",
                "add|{'job':{'sh':' '}}|args.job.sh|invalid_argument",
                "add|{'job':{'sh':'a','name':'12'}}|args.job.name|invalid_argument",
                "add|{'job':{'sh':'a','name':'a/b'}}|args.job.name|invalid_argument",
                "add|{'job':{'sh':'a','dir':'relative'}}|args.job.dir|invalid_argument",
                "add|{'job':{'sh':'a','umask':'0888'}}|args.job.umask|invalid_argument",
                "add|{'job':{'sh':'a','umask':22}}|args.job.umask|invalid_argument",
                "add|{'job':{'sh':'a','env':{'A-B':'c'}}}|args.job.env.A-B|invalid_argument",
                "add|{'job':{'sh':'a','env':{'A':1}}}|args.job.env.A|invalid_argument",
                "add|{'job':{'sh':'a','env':{'A':'b\\u0000'}}}|args.job.env.A|invalid_argument",
                "add|{'job':{'sh':'a','on_daemon_restart':'Kill'}}|args.job.on_daemon_restart|invalid_argument",
                "add|{'job':{'sh':'a','retries':1001}}|args.job.retries|invalid_argument",
                "add|{'job':{'sh':'a','keep_runs':0}}|args.job.keep_runs|invalid_argument",
                "add|{'job':{'sh':'a','keep_for_ms':59999}}|args.job.keep_for_ms|invalid_argument",
                "add|{'job':{'sh':'a','retries':1.5}}|args.job.retries|invalid_argument",
                "add|{'job':{'sh':'a','retries':null}}|args.job.retries|invalid_argument",
                "add|{'job':{'sh':'a','priority':-1001}}|args.job.priority|invalid_argument",
                "add|{'job':{'sh':'a','timeout_ms':'3h'}}|args.job.timeout_ms|invalid_argument",
                "add|{'job':{'sh':'a','timeout_ms':0}}|args.job.timeout_ms|invalid_argument",
                "add|{'job':{'sh':'a','stop_signal':'BLA'}}|args.job.stop_signal|invalid_argument",
                "add|{'job':{'sh':'a','retrys':1}}|args.job.retrys|unknown_field",
                "add|{'job':{'sh':'a','schedule':'5m'}}|args.job.schedule|invalid_argument",
                "add|{'job':{'sh':'a','schedule':{}}}|args.job.schedule.kind|invalid_argument",
                "add|{'job':{'sh':'a','schedule':{'kind':'x'}}}|args.job.schedule.kind|invalid_argument",
            })
    @Tag("C1")
    void aWrongDefinitionIsNamed(String op, String args, String field, String code) {
        assertNamed(op, args, field, code);
    }

    private static void assertNamed(String op, String args, String field, String code) {
        WireError error = refusal(op, args);

        assertThat(error.field()).contains(field);
        assertThat(error.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update|{'job':'a'}|args.set|invalid_argument",
                "update|{'job':'a','if_rve':1,'set':{}}|args.if_rve|unknown_field",
                "update|{'job':'a','if_rev':0,'set':{}}|args.if_rev|invalid_argument",
                "update|{'job':'a','set':{'timeout_ms':'3h'}}|args.set.timeout_ms|invalid_argument",
                "update|{'job':'a','set':{'bla':1}}|args.set.bla|unknown_field",
                "remove|{'job':'a','stop':1}|args.stop|invalid_argument",
                "pause|{'job':'a','for':1}|args.for|unknown_field",
                "trigger|{'job':['a']}|args.job|invalid_argument",
                "list|{'limit':0}|args.limit|invalid_argument",
                "list|{'limit':1001}|args.limit|invalid_argument",
                "list|{'sort':['size']}|args.sort[0]|invalid_argument",
                "list|{'filter':{'state':['bad']}}|args.filter.state[0]|invalid_argument",
                "list|{'filter':{'tag':['a']}}|args.filter.tag|unknown_field",
                "list|{'filter':{'name':'a*'}}|args.filter.name|invalid_argument",
                "runs|{'since':'yesterday'}|args.since|invalid_argument",
                "runs|{'since':'+9999999-01-01T00:00:00Z'}|args.since|invalid_argument",
                "run|{'run':'a/0'}|args.run|invalid_argument",
                "run|{'run':'a/1.2'}|args.run|invalid_argument",
                "stop|{'run':'a/1','signal':9}|args.signal|invalid_argument",
                "log|{'run':'a/1.0'}|args.run|invalid_argument",
                "log|{'run':'a','stream':'err'}|args.stream|invalid_argument",
                "log|{'run':'a','from':{}}|args.from.offset|invalid_argument",
                "log|{'run':'a','from':{'offset':1,'tail':1}}|args.from.tail|invalid_argument",
                "log|{'run':'a','from':{'offset':-1}}|args.from.offset|invalid_argument",
                "check|{'schedule':{'kind':'manual'},'count':0}|args.count|invalid_argument",
                "shutdown|{'drain_ms':-1}|args.drain_ms|invalid_argument",
                "hello|{'proto':'1'}|args.proto|invalid_argument",
            })
    @Tag("P4")
    void aWrongArgumentIsNamed(String op, String args, String field, String code) {
        assertNamed(op, args, field, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'once'}|at",
                "{'kind':'once','at':'noon'}|at",
                "{'kind':'once','at':'2030-01-01T00:00:00Z','late_ok':0}|late_ok",
                "{'kind':'fixed-rate'}|every_ms",
                "{'kind':'fixed-rate','every_ms':99}|every_ms",
                "{'kind':'fixed-rate','every_ms':'5s'}|every_ms",
                "{'kind':'fixed-rate','every_ms':5000,'anchor':5}|anchor",
                "{'kind':'fixed-delay','every_ms':5000,'anchor':'2030-01-01T00:00:00Z'}|anchor",
                "{'kind':'manual','every_ms':5000}|every_ms",
            })
    void aWrongScheduleNamesTheFieldInIt(String schedule, String field) {
        WireError error = refusal("add", "{'job':{'sh':'a','schedule':" + schedule + "}}");

        assertThat(error.field()).contains("args.job.schedule." + field);
    }

    @Test
    void everyWrongArgumentIsNamedAtOnce() {
        WireError error =
                refusal(
                        "add",
                        "{'job':{'nam':'a','retries':-1,'schedule':{'kind':'fixed-rate',"
                                + "'every_ms':1,'x':1}},'dry_run':0}");

        assertThat(error.errors())
                .extracting(WireError.BadField::field)
                .containsExactlyInAnyOrder(
                        "args.job.nam",
                        "args.job.retries",
                        "args.job.schedule.every_ms",
                        "args.job.schedule.x",
                        "args.job.cmd",
                        "args.dry_run");
    }

    @Test
    void nothingIsTakenThatIsNotHeeded() {
        assertThat(refusal("shutdown", "{'dry_run':true}").code()).isEqualTo("unknown_field");
        assertThat(refusal("shutdown", "{'key':'k'}").code()).isEqualTo("unknown_field");
    }

    @Test
    void messagesSayWhatIsRightAndWhatWasThere() {
        assertThat(refusal("update", "{'job':'a','set':{'timeout_ms':'3h'}}").message())
                .isEqualTo(
                        "'timeout_ms' must be an integer from 1 to 3155760000000 (36525d),"
                                + " not '3h'");
        assertThat(refusal("add", "{'job':{'sh':'a','schedule':{'kind':'fixedrate'}}}").message())
                .contains("(perhaps fixed-rate), not 'fixedrate'");
        assertThat(refusal("update", "{'job':'a','if_rve':1,'set':{}}").message())
                .isEqualTo("unknown field 'if_rve'; did you mean 'if_rev'?");
    }

    @Test
    void aFloodOfMistakesIsAnsweredWithTheFirstHundred() {
        Json.Builder args = Json.object();
        for (int i = 0; i < 9_000; i++) {
            args.put("wrong" + i, i);
        }

        assertThat(ShapeCheck.check(Operations.require("ping").args(), args.build(), "args"))
                .hasSize(100);
    }

    @Test
    @Tag("P18")
    void theSchemaTakesWhatTheCheckTakesAndNothingElse() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        int taken = 0;
        for (int i = 0; i < Seeds.bound(20_000, 1_000_000); i++) {
            Operation operation = Operations.all().get(random.nextInt(Operations.all().size()));
            Json args = RandomJson.near(operation.args(), random);
            boolean fits = ShapeCheck.check(operation.args(), args, "args").isEmpty();
            taken += fits ? 1 : 0;
            assertThat(SchemaValidator.accepts(ShapeSchema.ofRequest(operation.args()), args))
                    .as("seed %d: %s %s", seed, operation.name(), JsonText.of(args))
                    .isEqualTo(fits);
        }
        assertThat(taken).isBetween(1_000, 19_000);
    }

    @Test
    void describeHoldsEveryOperationOnOneReadableLine() {
        byte[] line = JsonText.line(Description.toJson());
        Json.Obj description = JsonParser.parse(line);

        assertThat(description.object("ops").members().keySet())
                .containsExactlyElementsOf(Operations.all().stream().map(Operation::name).toList());
        assertThat(description.object("errors").members()).hasSize(ErrorCode.values().length);
        assertThat(line.length).isLessThan(Limits.LINE_BYTES);
        assertThat(ShapeCheck.check(Operations.require("describe").result(), description, "result"))
                .isEmpty();
    }

    @Test
    void everyFieldHasASummary() {
        for (Operation operation : Operations.all()) {
            assertThat(operation.summary()).endsWith(".");
            for (Shape.Struct struct : List.of(operation.args(), operation.result())) {
                assertThat(struct.fields()).allSatisfy(f -> assertThat(f.summary()).isNotBlank());
            }
        }
    }
}
