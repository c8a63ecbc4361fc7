/// Decides what runs when. Owns no clock, no thread, no file and no socket but for the one loop.
@NullMarked
package dev.jobd.daemon.schedule;

import org.jspecify.annotations.NullMarked;
