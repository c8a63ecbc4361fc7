/// Tests of the vocabulary.
@NullMarked
package dev.jobd.model;

import org.jspecify.annotations.NullMarked;
