/// Cron expressions: when they fire, to the minute or second, also where a zone changes its clock.
@NullMarked
package dev.jobd.cron;

import org.jspecify.annotations.NullMarked;
