/// The vocabulary of jobd: jobs, schedules, runs, outcomes and policies, as immutable values.
@NullMarked
package dev.jobd.model;

import org.jspecify.annotations.NullMarked;
