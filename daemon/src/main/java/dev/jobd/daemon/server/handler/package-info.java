/// One class for each operation of the protocol: reads the arguments, asks the store or the
/// scheduler, and makes the result.
@NullMarked
package dev.jobd.daemon.server.handler;

import org.jspecify.annotations.NullMarked;
