package io.github.luasearchers.engine.flight;

/**
 * Whether the host has thought of its log. The first logger of a JVM takes some 30 ms to make, so
 * that what is told at levels that are off as a rule asks for its logger late, unless the host has.
 */
public final class Logging {

  private static final String FINDERS = "META-INF/services/java.lang.System$LoggerFinder";

  private static final boolean IS_CONFIGURED =
      System.getProperty("java.util.logging.config.file") != null
          || System.getProperty("java.util.logging.config.class") != null
          || ClassLoader.getSystemResource(FINDERS) != null;

  private Logging() {}

  /** Tells whether the JVM was started with something to say about its logging. */
  public static boolean isConfigured() {
    return IS_CONFIGURED;
  }
}
