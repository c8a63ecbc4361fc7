@NullMarked
package dev.jobd.daemon.server.handler;

import org.jspecify.annotations.NullMarked;
