/// The audit log: who changed what, and who was turned away.
@NullMarked
package dev.jobd.daemon.audit;

import org.jspecify.annotations.NullMarked;
