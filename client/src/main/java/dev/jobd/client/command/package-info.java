/// The verbs: each builds its own options, asks the daemon and shows what it answers.
@NullMarked
package dev.jobd.client.command;

import org.jspecify.annotations.NullMarked;
