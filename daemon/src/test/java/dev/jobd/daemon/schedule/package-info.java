/// Tests of what runs when: at exact instants, without a clock, and over a store without a disk.
@NullMarked
package dev.jobd.daemon.schedule;

import org.jspecify.annotations.NullMarked;
