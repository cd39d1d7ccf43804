package io.github.luasearchers.engine.live.watch;

import java.lang.System.Logger;

/** The logger of reloading; a separate class, so that it is only created when needed. */
final class Log {

  static final Logger LOG = System.getLogger("io.github.luasearchers.engine.live");

  private Log() {}
}
