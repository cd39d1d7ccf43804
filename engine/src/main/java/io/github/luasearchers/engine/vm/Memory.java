package io.github.luasearchers.engine.vm;

import com.sun.management.ThreadMXBean;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.ScriptStopped;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a script holds below a limit.
 *
 * <p>No allocation costs anything. The JVM knows how many bytes a thread has allocated; only when
 * that is more than what was left when it was last known, what the script can reach is added up.
 * Until then no more can have been added than was allocated. So the limit may be exceeded by what
 * is allocated between two looks, at most a sixteenth of the limit and what one slice of
 * instructions makes; by what Java holds in the middle of a library's function; and while a table
 * grows by its old half. A single large allocation asks {@linkplain #reserve first}.
 */
final class Memory {

  /** What a script may allocate between two looks, when little is left, as a part of the limit. */
  private static final int LEAST_PART = 16;

  /** How much more than it was first told about a script may get by catching the error. */
  private static final int GRACE_PART = 8;

  private static final long UNKNOWN = Long.MAX_VALUE / 2;

  private final LuaRuntime lua;

  /** What was reached when that was last added up. */
  private long held;

  /** What was allocated since. */
  private long since = UNKNOWN;

  /** What the thread had allocated when that was last asked. */
  private long allocated;

  /** What was held when the script was first told that it is too much, 0 if it isn't. */
  private long excess;

  Memory(LuaRuntime lua) {
    this.lua = lua;
  }

  /** Tells whether the JVM can say what a thread allocates. */
  static boolean isSupported() {
    return Bean.THREADS != null && Bean.THREADS.isThreadAllocatedMemorySupported();
  }

  /** Loaded only by who has a limit. */
  private static final class Bean {
    static final @Nullable ThreadMXBean THREADS =
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean known ? known : null;
  }

  private static long allocatedByThread() {
    ThreadMXBean threads = Bean.THREADS;
    return threads == null ? 0 : threads.getCurrentThreadAllocatedBytes();
  }

  /** Begins to look, in the thread that runs. */
  void begin() {
    allocated = allocatedByThread();
  }

  /**
   * Goes on in the thread that runs.
   *
   * @return what {@link #leave} needs
   */
  long visit() {
    long before = allocated;
    allocated = allocatedByThread();
    return before;
  }

  /** Goes on in the thread of before. */
  void leave(long before) {
    note();
    allocated = before;
  }

  /** Ends an evaluation, be it one with a limit or one about which nothing is known. */
  void end(boolean limited) {
    if (limited) {
      note();
    } else {
      since = UNKNOWN;
    }
  }

  /** Fails if the script holds too much. Costs next to nothing if it has not allocated much. */
  void check(long limit) {
    note();
    if (since > allowance(limit)) {
      measure(limit);
      if (held > limit) {
        throw tooMuch(limit);
      }
    }
  }

  private void note() {
    long now = allocatedByThread();
    since += Math.max(0, now - allocated);
    allocated = now;
  }

  private long allowance(long limit) {
    return excess > 0 ? 0 : Math.max(limit - held, limit / LEAST_PART);
  }

  /** Fails if the script would hold too much after an allocation. */
  void reserve(long bytes, long limit) {
    note();
    if (bytes > limit - held - since) {
      measure(limit);
      if (bytes > limit - held) {
        throw tooMuch(limit);
      }
    }
  }

  private void measure(long limit) {
    HeapWalk walk = new HeapWalk(lua);
    lua.holdAll(walk);
    held = walk.finish();
    since = 0;
    allocated = allocatedByThread();
    if (held <= limit) {
      excess = 0;
    } else if (excess == 0) {
      excess = held;
    } else if (held - excess > limit / GRACE_PART) {
      throw new ScriptStopped("it went on to hold more than " + name(limit), Limits.MEMORY, null);
    }
  }

  private static ScriptError tooMuch(long limit) {
    String reason = "it held more than " + name(limit);
    return LuaRuntime.notEnoughMemory(new ScriptStopped(reason, Limits.MEMORY, null));
  }

  private static String name(long limit) {
    return Limits.MEMORY + " = " + limit + " bytes";
  }
}
