package dev.jobd.daemon.schedule;

import dev.jobd.model.JobName;
import dev.jobd.model.Parent;
import dev.jobd.model.Schedule;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Lets jobs run after others: semantics section 2, `after`.
///
/// What follows from the end of a run is decided together with it and saved in one batch, so that
/// it is neither forgotten nor done twice. The run of a parent that is not due since its own parent
/// failed is an end as well, and so on down to the last descendant.
final class Followers {
    private final Book book;
    private final Firing firing;

    Followers(Book book, Firing firing) {
        this.book = book;
        this.firing = firing;
    }

    /// Decides what follows from all ends of the draft. What a removed job has left is no end of
    /// the one that has taken over its name.
    void follow(Draft draft, Moment now) {
        for (Draft.End end = draft.pollEnd(); end != null; end = draft.pollEnd()) {
            if (!end.job().removed) {
                for (JobEntry child : book.childrenOf(end.job().name)) {
                    follow(draft, child, end, now);
                }
            }
        }
    }

    private void follow(Draft draft, JobEntry child, Draft.End end, Moment now) {
        JobName name = end.job().name;
        if (!(child.schedule instanceof Schedule.After after)) {
            return;
        }
        Parent.On on = after.parent(name).orElseThrow().on();
        Optional<Boolean> isMet = on.isMetBy(end.outcome());
        if (isMet.isEmpty()) {
            return;
        }
        String by = name + "/" + end.run().number();
        if (isMet.get()) {
            met(draft, child, after, name, by, now);
        } else {
            failed(draft, child, after, end, by, now);
        }
    }

    private void met(
            Draft draft,
            JobEntry child,
            Schedule.After after,
            JobName parent,
            String by,
            Moment now) {
        Set<JobName> met = new HashSet<>(child.state.met());
        met.add(parent);
        boolean isDue = after.oneOf() || met.size() == after.parents().size();
        Set<JobName> left = isDue ? Set.of() : met;
        if (!left.equals(child.state.met())) {
            draft.state(child, child.state.withMet(left));
        }
        if (isDue) {
            firing.after(draft, child, by, now);
        }
    }

    /// One that has ended well before counts no more. That a failure did not come, which a job runs
    /// after, is nothing to be recorded.
    private void failed(
            Draft draft,
            JobEntry child,
            Schedule.After after,
            Draft.End end,
            String by,
            Moment now) {
        JobName parent = end.job().name;
        if (child.state.met().contains(parent)) {
            Set<JobName> left = new HashSet<>(child.state.met());
            left.remove(parent);
            draft.state(child, child.state.withMet(left));
        }
        boolean isWanted = after.parent(parent).orElseThrow().on() == Parent.On.OK;
        if (isWanted && !after.oneOf()) {
            firing.parentFailed(draft, child, by, by + " " + end.outcome().word(), now);
        }
    }
}
