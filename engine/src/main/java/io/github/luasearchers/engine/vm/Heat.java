package io.github.luasearchers.engine.vm;

/**
 * When code counts as hot. Tests make the JVM translate nearly everything, and compiled code give
 * back its frames now and then, by two properties of the system.
 */
public final class Heat {

  /** Whether functions are translated as soon as they have run a little, in the same thread. */
  public static final boolean EAGER = Boolean.getBoolean("io.github.luasearchers.jit.eager");

  /** After how many instructions compiled code gives back its frame without a reason; 0: never. */
  public static final int FORCED_EXITS = Integer.getInteger("io.github.luasearchers.jit.exits", 0);

  /** How often a function is met at the end of a slice before it is hot. */
  static final int SAMPLES = EAGER ? 1 : 30;

  /** How many instructions are noted at least, and for each one that the function has. */
  static final int NOTES = EAGER ? 20 : 400;

  static final int NOTES_FOR_EACH = EAGER ? 1 : 6;

  /** The instructions between two looks at the clock: about ten microseconds of the loop. */
  static final int SLICE = EAGER ? 20 : 1 << 14;

  /** How long slices are at first where functions are translated, and how much they grow. */
  static final int FIRST_SLICE = 1 << 11;

  static final int SLICE_GROWTH = 16;

  /** How often a hot function calls another, while it is watched, before that one is hot. */
  static final int CALLS = EAGER ? 1 : 30;

  /** How often compiled code calls a function before that one is hot. */
  static final int CALLS_BY_COMPILED = EAGER ? 1 : 200;

  private Heat() {}
}
