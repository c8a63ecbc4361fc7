@NullMarked
package dev.jobd.daemon.server;

import org.jspecify.annotations.NullMarked;
