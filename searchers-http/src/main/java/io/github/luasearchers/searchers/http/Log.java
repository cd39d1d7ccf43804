package io.github.luasearchers.searchers.http;

import java.lang.System.Logger;

/** The log of this package; a class of its own, for a run that logs nothing needs none. */
public final class Log {

  public static final Logger LOG = System.getLogger(Log.class.getPackageName());

  private Log() {}
}
