package io.github.luasearchers.engine.live.watch;

import java.nio.file.Path;
import java.util.Collection;

/**
 * What a {@link Watcher} watches for. It is held weakly: whoever wants to be called keeps it.
 *
 * <p>Both methods are called by the watcher's thread, never two at a time. What they throw is
 * logged, and the watch goes on.
 *
 * @since 0.1.0
 */
public interface Watched {

  /**
   * Returns the files that were loaded and the places before them where one might appear. Relative
   * ones belong to the working directory. It is asked for them before each check; as long as it
   * returns the same collection, that must not have changed.
   */
  Collection<Path> files();

  /**
   * Looks whether anything changed, and does what follows from it. Called when something may have
   * changed, and often when nothing has.
   *
   * @param last whether to take the files as they are: false asks to come again rather than to
   *     report a file that is just being written
   * @return whether what was found was settled. If not, there is another check after the quiet
   *     period, and the one about two seconds after the first is the last: its answer doesn't count
   */
  boolean check(boolean last);
}
