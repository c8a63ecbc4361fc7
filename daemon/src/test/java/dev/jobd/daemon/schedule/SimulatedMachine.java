package dev.jobd.daemon.schedule;

import dev.jobd.daemon.process.Exit;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/// What processes do in the simulation: they come to life late or not at all, end well or badly,
/// and listen to signals or not.
final class SimulatedMachine {
    private static final long MILLI = 1_000_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final Set<FakeProcesses.Fake> planned = new HashSet<>();

    SimulatedMachine(Simulation simulation, SplittableRandom random) {
        this.simulation = simulation;
        this.random = random;
    }

    /// Gives each process that was ordered since the last call its fate, and hands on what the
    /// launcher was asked for.
    void follow(TestDaemon daemon) {
        for (FakeProcesses.Fake fake : daemon.processes.present()) {
            if (planned.add(fake)) {
                simulation.in(random.nextLong(100 * MILLI), () -> begin(fake));
            }
        }
        for (String line : daemon.launcher.takeLines()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("kill")) {
                endIn(Bench.attemptId(words[1]), 100 * MILLI, signalled(9));
            } else if (words[0].equals("stop") && random.nextInt(3) > 0) {
                int signal = Integer.parseInt(words[2]);
                endIn(Bench.attemptId(words[1]), 15_000 * MILLI, signalled(signal));
            }
        }
    }

    /// What is lost with the daemon: orders that were not carried out yet, now and then.
    void daemonDied(FakeProcesses processes) {
        for (FakeProcesses.Fake fake : processes.present()) {
            if (fake.startedAt == null && random.nextBoolean()) {
                processes.forget(fake.launch.attempt());
            } else if (random.nextInt(20) == 0) {
                begin(fake);
                end(fake, new Exit.Unknown("lost"));
            }
        }
    }

    private static Exit signalled(int signal) {
        return new Exit.Signalled(signal, Attempt.Usage.UNKNOWN);
    }

    private void begin(FakeProcesses.Fake fake) {
        AttemptId attempt = fake.launch.attempt();
        if (!simulation.processes().isThere(fake) || fake.startedAt != null) {
            return;
        }
        simulation.launcher().begins(attempt, simulation.wall());
        int fate = random.nextInt(10);
        Exit exit =
                fate == 0
                        ? new Exit.NotStarted("command not found: frob")
                        : new Exit.Code(fate < 6 ? 0 : fate, Attempt.Usage.UNKNOWN);
        long longest = random.nextInt(8) == 0 ? 600_000 : 20_000;
        endIn(attempt, longest * MILLI, exit);
    }

    private void endIn(AttemptId attempt, long atMost, Exit exit) {
        if (simulation.processes().contains(attempt)) {
            FakeProcesses.Fake fake = simulation.processes().get(attempt);
            simulation.in(random.nextLong(atMost), () -> end(fake, exit));
        }
    }

    private void end(FakeProcesses.Fake fake, Exit exit) {
        if (simulation.processes().isThere(fake) && fake.startedAt != null && !fake.isOver()) {
            simulation.launcher().ends(fake.launch.attempt(), exit, simulation.wall());
        }
    }
}
