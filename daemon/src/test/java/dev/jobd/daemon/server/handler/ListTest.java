package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Covers P17: paging shows what does not change exactly once.
@Tag("P17")
class ListTest extends RigFixture {
    private void add(String name, String more) {
        client.call("add", "{'job':{'name':'" + name + "','sh':'true'," + more + "}}");
    }

    private static String manual() {
        return "'schedule':{'kind':'manual'}";
    }

    private static String once(int year) {
        return "'schedule':{'kind':'once','at':'" + year + "-01-01T00:00:00Z'}";
    }

    private List<String> names(String args) {
        return client.call("list", args).objects("items").stream()
                .map(it -> it.text("name"))
                .toList();
    }

    /// Reads all pages; does something with the names on each.
    private List<String> pages(String args, int limit, Consumer<List<String>> between) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        while (true) {
            String paged =
                    args.substring(0, args.length() - 1)
                            + (args.length() > 2 ? "," : "")
                            + "'limit':"
                            + limit
                            + (cursor.isEmpty() ? "" : ",'cursor':'" + cursor + "'")
                            + "}";
            Json.Obj result = client.call("list", paged);
            List<String> page =
                    result.objects("items").stream().map(it -> it.text("name")).toList();
            names.addAll(page);
            between.accept(page);
            if (!result.has("next")) {
                return names;
            }
            cursor = result.text("next");
        }
    }

    @Test
    void jobsComeByNameUnlessAskedOtherwise() {
        add("b", once(2060));
        add("c", once(2040));
        add("a", manual());

        assertThat(names("{}")).containsExactly("a", "b", "c");
        assertThat(names("{'sort':['-name']}")).containsExactly("c", "b", "a");
        assertThat(names("{'sort':['id']}")).containsExactly("b", "c", "a");
        assertThat(names("{'sort':['next']}")).containsExactly("c", "b", "a");
        assertThat(names("{'sort':['-next','name']}")).containsExactly("a", "b", "c");
        assertThat(names("{'sort':['state','-name']}")).containsExactly("c", "b", "a");
    }

    @Test
    void itemsCarryNoEnvironment() {
        add("a", manual());

        assertThat(client.call("list", "{}").objects("items").getFirst().has("env")).isFalse();
    }

    @Test
    void filtersMustAllHold() {
        add("backup-1", manual());
        add("backup-2", once(2040));
        add("other", manual());
        client.call("update", "{'job':'other','set':{'group':'one'}}");

        assertThat(names("{'filter':{'name':{'glob':'backup-*'}}}"))
                .containsExactly("backup-1", "backup-2");
        assertThat(names("{'filter':{'name':{'glob':'backup-*'},'state':['idle','paused']}}"))
                .containsExactly("backup-1");
        assertThat(names("{'filter':{'group':['one','two']}}")).containsExactly("other");
        assertThat(names("{'filter':{'state':['running']}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*,,true", "*,abc,true", "a*,abc,true", "*c,abc,true", "a*c,abc,true", "a*b,abc,false",
        "?,a,true", "?,,false", "a?c,abc,true", "abc,abc,true", "abc,abd,false", "abc,ab,false",
        "ab,abc,false", "**,a,true", "*a*b*,xaybz,true", "*a*a*,xayz,false", "a**c?,abcd,true",
    })
    void globsMatchAsInAShell(String glob, String text, boolean matches) {
        assertThat(JobFilter.matches(glob, text == null ? "" : text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'sort':['-next','state']}", "{'sort':['-id']}"})
    void pagesPutTogetherAreTheWholeList(String args) {
        for (int i = 0; i < 23; i++) {
            add("job-" + i, i % 3 == 0 ? manual() : once(2040 + i % 5));
        }
        List<String> whole = names(args);

        assertThat(whole).hasSize(23).doesNotHaveDuplicates();
        for (int limit : new int[] {1, 7, 22, 23, 24}) {
            assertThat(pages(args, limit, _ -> {})).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'sort':['-id']}", "{'sort':['group','-name']}"})
    @Tag("P17")
    void whatDoesNotChangeIsSeenExactlyOnceWhileOthersComeAndGo(String args) {
        TreeSet<String> still = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            add("still-" + i, manual());
            still.add("still-" + i);
            add("gone-" + i, manual());
        }
        SplittableRandom random = new SplittableRandom(7);
        List<String> seen = new ArrayList<>();
        pages(
                args,
                5,
                page -> {
                    seen.addAll(page);
                    // Where the last page ended there may be nothing any more.
                    page.stream()
                            .filter(name -> name.startsWith("gone-"))
                            .forEach(name -> client.call("remove", "{'job':'" + name + "'}"));
                    add("new-" + random.nextInt(1_000_000), manual());
                });

        assertThat(seen).doesNotHaveDuplicates().containsAll(still);
    }

    /// The order is forgotten meanwhile, since others read lists, and made anew without the job.
    @Test
    void whereAPageEndedThereMayBeNothingAnyMore() {
        for (String name : List.of("a", "b", "c", "d")) {
            add(name, manual());
        }
        String cursor = client.call("list", "{'sort':['-name'],'limit':2}").text("next");
        client.call("remove", "{'job':'c'}");
        for (String other : List.of("id", "-id", "state", "-state", "next")) {
            client.call("list", "{'sort':['" + other + "'],'limit':1}");
        }

        assertThat(names("{'sort':['-name'],'cursor':'" + cursor + "'}")).containsExactly("b", "a");
    }

    @Test
    void aCursorIsOfNoUseForAnotherQuestion() {
        add("a", manual());
        add("b", manual());
        String cursor = client.call("list", "{'limit':1}").text("next");

        assertThat(names("{'limit':5,'cursor':'" + cursor + "'}")).containsExactly("b");
        assertThat(client.refusal("list", "{'sort':['id'],'cursor':'" + cursor + "'}").code())
                .isEqualTo("cursor_expired");
    }

    @Test
    void aPageOfLongJobsIsShortRatherThanTooLong() {
        String line = "x".repeat(130_000);
        for (int i = 0; i < 40; i++) {
            client.call(
                    "add", "{'job':{'name':'job-" + i + "','sh':'" + line + "'," + manual() + "}}");
        }
        Json.Obj first = client.call("list", "{'limit':1000}");

        assertThat(first.array("items")).hasSizeLessThan(40);
        assertThat(first.has("next")).isTrue();
        List<String> all = pages("{}", 1000, _ -> {});
        assertThat(all).hasSize(40).doesNotHaveDuplicates();
        Collections.sort(all);
        assertThat(all).first().isEqualTo("job-0");
    }

    @Test
    void onlyTheFieldsAskedForAreShown() {
        add("a", manual());
        Json.Obj item =
                client.call("list", "{'fields':['state','name']}").objects("items").getFirst();

        assertThat(item.members().keySet()).containsExactly("name", "state");
        assertThat(client.refusal("list", "{'fields':['nmae']}").message())
                .contains("'fields' must be one of")
                .contains("perhaps name");
        client.call("trigger", "{'job':'a'}");
        Json.Obj run = client.call("runs", "{'fields':['id']}").objects("items").getFirst();
        assertThat(run.members().keySet()).containsExactly("id");
    }

    @Test
    void jobsAreChosenByTheirNextTimeAndSortedByAnything() {
        add("late", once(2900) + ",'group':'one'");
        add("soon", once(2800) + ",'priority':5");
        add("hand", manual());

        assertThat(names("{'filter':{'next':{'before':'2850-01-01T00:00:00Z'}}}"))
                .containsExactly("soon");
        assertThat(names("{'filter':{'next':{'after':'2850-01-01T00:00:00Z'}}}"))
                .containsExactly("late");
        assertThat(names("{'filter':{'last':['failed']}}")).isEmpty();
        assertThat(names("{'sort':['-priority','-id']}")).containsExactly("soon", "hand", "late");
        assertThat(names("{'sort':['-group','name']}")).containsExactly("late", "hand", "soon");
        assertThat(client.refusal("list", "{'filter':{'state':['paused','foo']}}").message())
                .startsWith("'state' must be one of waiting, ")
                .endsWith(", not 'foo'");
        assertThat(client.refusal("list", "{'filter':{'tag':['x']}}").code())
                .isEqualTo("unknown_field");
    }
}
