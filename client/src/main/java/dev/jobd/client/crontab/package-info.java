/// Crontabs, as cron reads them, and the jobs they come to. Nothing here asks the daemon.
@NullMarked
package dev.jobd.client.crontab;

import org.jspecify.annotations.NullMarked;
