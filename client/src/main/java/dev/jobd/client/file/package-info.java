/// Jobs, groups and calendars as files of text: what people write down and keep under version
/// control. Nothing here asks the daemon.
@NullMarked
package dev.jobd.client.file;

import org.jspecify.annotations.NullMarked;
