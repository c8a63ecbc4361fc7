package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.Bench.time;
import static dev.jobd.daemon.schedule.TestJob.BY;
import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Group;
import dev.jobd.model.MisfirePolicy;
import dev.jobd.model.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Groups as people make, change, pause and remove them.
class GroupTest {

    @Test
    void aGroupIsMadeChangedAndRemoved() {
        Bench bench = new Bench();
        bench.apply(new Command.AddGroup("build", OptionalInt.of(1), BY));
        bench.add(job("a").group("build").now());
        bench.add(job("b").group("build").now());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
        bench.apply(new Command.SetGroup("build", OptionalInt.empty(), BY));
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        bench.remove(1, true);
        bench.remove(2, true);
        Command.RemoveGroup remove = new Command.RemoveGroup("build", BY);
        assertThat(bench.refusal(remove).message()).contains("runs of jobs that are gone");
        bench.succeeded("1/1.1").succeeded("2/1.1");
        bench.apply(remove);
        assertThat(bench.store.view().groups()).extracting(Group::name).containsExactly("default");
    }

    @Test
    void fewerSlotsStopNothing() {
        Bench bench = new Bench();
        bench.apply(new Command.AddGroup("build", OptionalInt.of(3), BY));
        for (String name : new String[] {"a", "b", "c"}) {
            bench.add(job(name).group("build").now());
        }
        bench.takeActions();
        bench.apply(new Command.SetGroup("build", OptionalInt.of(1), BY));
        bench.add(job("d").group("build").now());
        bench.succeeded("1/1.1").succeeded("2/1.1");
        assertThat(bench.takeActions()).isEmpty();
        bench.succeeded("3/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 4/1.1");
    }

    @Test
    void aWrongWishIsRefusedWithASentence() {
        Bench bench = new Bench();
        bench.add(job("a"));
        assertThat(bench.refusal(new Command.AddGroup("default", OptionalInt.of(1), BY)))
                .isEqualTo(new Refusal.GroupThere("default"));
        assertThat(bench.refusal(new Command.SetGroup("x", OptionalInt.of(1), BY)).message())
                .isEqualTo("no group 'x'; there is default");
        assertThat(bench.refusal(new Command.RemoveGroup("x", BY)))
                .isInstanceOf(Refusal.NoSuchGroup.class);
        assertThat(bench.refusal(pause("x", true))).isInstanceOf(Refusal.NoSuchGroup.class);
        assertThat(bench.refusal(new Command.RemoveGroup("default", BY)).message())
                .isEqualTo("group 'default' cannot be removed: jobs that name no group are in it");
        bench.group("g", 1);
        bench.add(job("b").group("g"));
        assertThat(bench.refusal(new Command.RemoveGroup("g", BY)).message())
                .isEqualTo("group 'g' cannot be removed: 1 job is in it");
        Optional<Instant> past = Optional.of(Bench.START);
        assertThat(bench.refusal(new Command.PauseGroup("g", true, past, BY)))
                .isInstanceOf(Refusal.PastEnd.class);
    }

    @Test
    void aPausedGroupHoldsWhatWaitsAndSkipsWhatFallsDue() {
        Bench bench = new Bench();
        bench.group("g", 1);
        bench.add(job("hourly").group("g").every("1h"));
        bench.add(job("a").group("g"));
        bench.add(job("elsewhere").every("1h"));
        bench.apply(pause("g", true));
        bench.trigger(2);
        bench.tickAt("01:00:00").tickAt("02:00:00");
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
        assertThat(bench.words(1)).containsExactly("skipped", "skipped");
        assertThat(bench.run("1/1").state().toString()).contains("paused: group g");
        bench.apply(pause("g", false));
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        bench.tickAt("03:00:00");
        assertThat(bench.words(1)).containsExactly("skipped", "skipped", "queued");
    }

    @Test
    void whatRunsGoesOnWhileItsGroupIsPausedAndIsTriedAgainAfterwards() {
        Bench bench = new Bench();
        bench.add(job("a").retries(1, "1m").now());
        bench.started("1/1.1").takeActions();
        bench.apply(pause("default", true));
        bench.failed("1/1.1").pass(Duration.ofMinutes(2)).tick();
        assertThat(bench.words(1)).containsExactly("queued");
        bench.apply(pause("default", false));
        assertThat(bench.takeActions()).containsExactly("launch 1/1.2");
    }

    @Test
    void aPauseEndsByItself() {
        Bench bench = new Bench();
        bench.add(job("a").every("1h"));
        bench.add(job("b"));
        bench.apply(pauseUntil("02:30:00"));
        bench.trigger(2);
        bench.tickAt("01:00:00");
        assertThat(bench.words(1)).containsExactly("skipped");
        assertThat(bench.scheduler.earliestDueMicros()).isEqualTo(Book.micros(time("02:00:00")));
        bench.tickAt("02:00:00");
        assertThat(bench.takeActions()).isEmpty();
        assertThat(bench.scheduler.earliestDueMicros()).isEqualTo(Book.micros(time("02:30:00")));
        bench.tickAt("02:30:00");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
        assertThat(bench.store.view().groups().getFirst().pause()).isEmpty();
        bench.tickAt("03:00:00");
        assertThat(bench.takeActions()).containsExactly("launch 1/3.1");
    }

    @Test
    void aPauseThatEndsWhileNobodyLooksSkipsWhatFellIntoItAndNoMore() {
        Bench bench = new Bench();
        MisfirePolicy all = new MisfirePolicy(MisfirePolicy.Kind.ALL, Duration.ofDays(1));
        bench.add(job("a").every("1h").misfire(all));
        bench.apply(pauseUntil("02:30:00"));
        bench.tickAt("04:30:00");
        assertThat(bench.words(1)).containsExactly("skipped", "starting", "queued");
        assertThat(bench.run("1/1").dueAt()).isEqualTo(time("02:00:00"));
        assertThat(bench.run("1/2").dueAt()).isEqualTo(time("03:00:00"));
    }

    @Test
    void whatWasDueBeforeThePauseIsHeldAndNotSkipped() {
        Bench bench = new Bench();
        bench.add(job("a").every("1h"));
        bench.at("01:00:30").apply(pause("default", true));
        bench.tick();
        assertThat(bench.words(1)).containsExactly("queued");
        assertThat(bench.takeActions()).isEmpty();
        bench.apply(pause("default", false));
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1");
    }

    @Test
    void anotherPauseTakesThePlaceOfTheFirstOne() {
        Bench bench = new Bench();
        bench.apply(pause("default", true));
        bench.at("01:00:00").apply(pauseUntil("02:00:00"));
        assertThat(bench.store.view().groups().getFirst().pause())
                .contains(new Group.Pause(Bench.START, Optional.of(time("02:00:00"))));
    }

    @Test
    void theCapCountsOverAllGroupsAndIsStored() {
        Bench bench = new Bench(5);
        bench.group("other", 5);
        bench.apply(new Command.Set(new Settings(OptionalInt.of(2)), BY));
        bench.add(job("a").weight(50).now());
        bench.add(job("b").group("other").now());
        bench.add(job("c").group("other").now());
        assertThat(bench.takeActions()).containsExactly("launch 1/1.1", "launch 2/1.1");
        assertThat(bench.reloaded().book.admission.cap()).isEqualTo(2);
        bench.apply(new Command.Set(new Settings(OptionalInt.of(1)), BY));
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).isEmpty();
        bench.apply(new Command.Set(Settings.DEFAULT, BY));
        assertThat(bench.takeActions()).containsExactly("launch 3/1.1");
        assertThat(bench.scheduler.book.admission.cap()).isEqualTo(5);
    }

    @Test
    void aTrialChangesNothing() {
        Bench bench = new Bench();
        bench.group("g", 1);
        bench.add(job("a").group("g").now());
        bench.add(job("b").group("g").now());
        bench.takeActions();
        Snapshot before = Snapshot.of(bench.scheduler);
        for (Command.Plain command :
                new Command.Plain[] {
                    new Command.AddGroup("new", OptionalInt.of(1), BY),
                    new Command.SetGroup("g", OptionalInt.of(9), BY),
                    pause("g", true),
                    new Command.Set(new Settings(OptionalInt.of(1)), BY)
                }) {
            assertThat(bench.scheduler.tryOut(command, bench.now()).changes()).isNotEmpty();
            assertThat(Snapshot.of(bench.scheduler)).as("%s", command).isEqualTo(before);
        }
        bench.succeeded("1/1.1");
        assertThat(bench.takeActions()).containsExactly("launch 2/1.1");
    }

    private static Command.PauseGroup pause(String group, boolean paused) {
        return new Command.PauseGroup(group, paused, Optional.empty(), BY);
    }

    private static Command.PauseGroup pauseUntil(String clock) {
        return new Command.PauseGroup("default", true, Optional.of(time(clock)), BY);
    }
}
