package io.github.luasearchers.engine.vm;

/**
 * What one evaluation may use.
 *
 * @param nanos how long it may take
 * @param instructions how many instructions it may execute
 * @param memory how many bytes it may hold
 * @param stack how many slots the stack of one thread of Lua may have
 * @param output how many bytes it may write
 */
public record Limits(long nanos, long instructions, long memory, int stack, long output) {

  /** Stands for no limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** The largest stack ({@code LUAI_MAXSTACK}). */
  public static final int MAX_STACK = 1_000_000;

  /** No limits but PUC's own. */
  public static final Limits NONE =
      new Limits(UNLIMITED, UNLIMITED, UNLIMITED, MAX_STACK, UNLIMITED);

  /** The prefix of all their names. */
  public static final String PREFIX = "lua.limits.";

  public static final String TIME = "lua.limits.time";
  public static final String INSTRUCTIONS = "lua.limits.instructions";
  public static final String MEMORY = "lua.limits.memory";
  public static final String STACK = "lua.limits.stack";
  public static final String OUTPUT = "lua.limits.output";

  /** Returns the smaller value of each limit, of these and of others. */
  public Limits and(Limits other) {
    return new Limits(
        Math.min(nanos, other.nanos),
        Math.min(instructions, other.instructions),
        Math.min(memory, other.memory),
        Math.min(stack, other.stack),
        Math.min(output, other.output));
  }
}
