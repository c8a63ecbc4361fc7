/// What is forgotten, and when: ended runs by number and age, logs by bytes. Decides by what is
/// stored, asks the scheduler to remove it, and then deletes the files.
@NullMarked
package dev.jobd.daemon.retention;

import org.jspecify.annotations.NullMarked;
