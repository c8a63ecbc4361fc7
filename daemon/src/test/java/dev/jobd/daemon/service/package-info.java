@NullMarked
package dev.jobd.daemon.service;

import org.jspecify.annotations.NullMarked;
