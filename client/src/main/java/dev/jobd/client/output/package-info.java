/// What a person sees: text that cannot drive a terminal, tables that fit, times in words.
@NullMarked
package dev.jobd.client.output;

import org.jspecify.annotations.NullMarked;
