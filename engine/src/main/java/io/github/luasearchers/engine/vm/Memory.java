package io.github.luasearchers.engine.vm;

import com.sun.management.ThreadMXBean;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.ScriptStopped;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a script holds below a limit.
 *
 * <p>Allocations cost nothing extra. The JVM knows how many bytes a thread has allocated; only when
 * those exceed what was left at the last measurement, everything that the script can reach is added
 * up. Until then no more can have been added than was allocated. So the limit may be exceeded by
 * what is allocated between two checks, at most a sixteenth of the limit and what one slice of
 * instructions allocates; by the temporary data of a library function; and by the old half of a
 * table that grows. A single large allocation is checked {@linkplain #reserve in advance}.
 */
final class Memory {

  /** The least that a script may allocate between two measurements, as a fraction of the limit. */
  private static final int LEAST_PART = 16;

  /** How much more a script may hold after catching the first error, as a fraction of the limit. */
  private static final int GRACE_PART = 8;

  private static final long UNKNOWN = Long.MAX_VALUE / 2;

  private final LuaRuntime lua;

  /** The reachable bytes at the last measurement. */
  private long held;

  /** The bytes allocated since then. */
  private long since = UNKNOWN;

  /** Whether the last measure lacks what frames of compiled code hold. */
  private boolean isPartial;

  /** The thread's allocation counter when it was last read. */
  private long allocated;

  /** The bytes held when the script first got the error, 0 while it is below the limit. */
  private long excess;

  Memory(LuaRuntime lua) {
    this.lua = lua;
  }

  /** Tells whether the JVM can say what a thread allocates. */
  static boolean isSupported() {
    return Bean.THREADS != null && Bean.THREADS.isThreadAllocatedMemorySupported();
  }

  /** Loaded only if there is a limit. */
  private static final class Bean {
    static final @Nullable ThreadMXBean THREADS =
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean known ? known : null;
  }

  private static long allocatedByThread() {
    ThreadMXBean threads = Bean.THREADS;
    return threads == null ? 0 : threads.getCurrentThreadAllocatedBytes();
  }

  /** Starts to count in the current thread. */
  void begin() {
    allocated = allocatedByThread();
  }

  /**
   * Continues in the current thread.
   *
   * @return what {@link #leave} needs
   */
  long visit() {
    long before = allocated;
    allocated = allocatedByThread();
    return before;
  }

  /** Returns to the previous thread. */
  void leave(long before) {
    note();
    allocated = before;
  }

  /** Ends an evaluation. After one without a limit, nothing is known of what the script holds. */
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
    if (since > allowance(limit) || isPartial && !lua.hasCompiledFrames()) {
      measure(limit);
      if (held > limit) {
        throw tooMuch(limit);
      }
    }
  }

  /** Tells whether {@link #check} would add up what the script holds. */
  boolean isDue(long limit) {
    note();
    return isPartial || since > allowance(limit);
  }

  private void note() {
    long now = allocatedByThread();
    since += Math.max(0, now - allocated);
    allocated = now;
  }

  /** Counts bytes that are not on Java's heap. */
  void count(long bytes) {
    since += bytes;
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
    // The first checkpoint that has all frames adds up what compiled ones hold as well.
    isPartial = lua.hasCompiledFrames();
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
