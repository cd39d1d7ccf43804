package io.github.luasearchers.searchers.http.redis;

import java.lang.System.Logger;

/** The log of this package; a class of its own, for a run that logs nothing needs none. */
final class Log {

  static final Logger LOG = System.getLogger(Log.class.getPackageName());

  private Log() {}
}
