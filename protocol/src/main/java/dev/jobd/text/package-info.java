/// Text of others on a terminal: what is harmless, and how many columns it takes.
@NullMarked
package dev.jobd.text;

import org.jspecify.annotations.NullMarked;
