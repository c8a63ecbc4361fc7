@NullMarked
package dev.jobd.daemon.audit;

import org.jspecify.annotations.NullMarked;
