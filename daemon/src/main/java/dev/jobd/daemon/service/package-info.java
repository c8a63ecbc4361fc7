/// What the service manager that started the daemon hears of it: that it is ready, lives, and ends.
@NullMarked
package dev.jobd.daemon.service;

import org.jspecify.annotations.NullMarked;
