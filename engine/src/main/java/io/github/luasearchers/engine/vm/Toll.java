package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;

/**
 * Where code pays for long work that knows no runtime: tables, comparisons, numerals. Only what
 * takes longer than a call takes comes here.
 */
public final class Toll {

  /** The runtime of each thread whose evaluation has limits. */
  private static final ThreadLocal<LuaRuntime> PAYER = new ThreadLocal<>();

  /** Keys that nobody chose don't make a search as long as this. */
  private static final int MANY_PROBES = 1 << 8;

  private Toll() {}

  /** Makes a runtime the one that pays, and returns the one that did so far. */
  static @Nullable LuaRuntime begin(LuaRuntime lua) {
    @Nullable LuaRuntime before = PAYER.get();
    PAYER.set(lua);
    return before;
  }

  /** Lets another pay again, or nobody. */
  static void end(@Nullable LuaRuntime before) {
    if (before == null) {
      PAYER.remove();
    } else {
      PAYER.set(before);
    }
  }

  /**
   * Asks for an allocation that may be large.
   *
   * @throws ScriptError if the script would then hold too much
   */
  public static void reserve(long bytes) {
    @Nullable LuaRuntime lua = PAYER.get();
    if (lua != null) {
      lua.reserve(bytes);
    }
  }

  /**
   * Pays for work. No code of Lua runs meanwhile.
   *
   * @param work in instructions of the loop that take as long
   */
  public static void pay(long work) {
    @Nullable LuaRuntime lua = PAYER.get();
    if (lua != null) {
      lua.spend((int) Math.min(work, Integer.MAX_VALUE / 2));
    } else if (Thread.currentThread().isInterrupted()) {
      throw ScriptStopped.interrupted();
    }
  }

  /** Pays for work where there may be no script: nobody stops who has no limits. */
  public static void payIfLimited(long work) {
    @Nullable LuaRuntime lua = PAYER.get();
    if (lua != null) {
      lua.spend((int) Math.min(work, Integer.MAX_VALUE / 2));
    }
  }

  /**
   * Pays for work that Java does of its own accord as well, when no script runs: nothing stops it
   * then.
   *
   * @param work in instructions of the loop that take as long
   */
  public static void payWithin(int work) {
    @Nullable LuaRuntime lua = PAYER.get();
    if (lua != null) {
      lua.spend(work);
    }
  }

  /**
   * Pays for a search in a hash that came past many other keys, as it does if a script chose them
   * so that they collide: LuaJ's strings have a hash that anybody can foresee.
   */
  public static void payForProbes(int probes) {
    if (probes > MANY_PROBES) {
      pay(probes);
    }
  }

  /** Asks in the middle of work that is paid for whether the script is to stop. */
  static void check() {
    checkLimits();
    if (Thread.currentThread().isInterrupted()) {
      throw ScriptStopped.interrupted();
    }
  }

  /** Asks the same where there may be no script: nobody stops who has no limits. */
  static void checkLimits() {
    @Nullable LuaRuntime lua = PAYER.get();
    if (lua != null) {
      lua.stopIfDue();
    }
  }
}
