package io.github.luasearchers.searchers.http.cache;

import java.lang.System.Logger;

/** The logger of this package; a separate class, so that it is only created when needed. */
final class Log {

  static final Logger LOG = System.getLogger(Log.class.getPackageName());

  private Log() {}
}
