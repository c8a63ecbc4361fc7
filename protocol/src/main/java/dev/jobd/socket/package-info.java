/// Where the control socket lives and how one line of it is read.
@NullMarked
package dev.jobd.socket;

import org.jspecify.annotations.NullMarked;
