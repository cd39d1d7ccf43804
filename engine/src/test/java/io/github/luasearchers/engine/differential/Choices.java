package io.github.luasearchers.engine.differential;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The choices that make a program: drawn at random and kept, or the kept ones again. When those run
 * out the choice is 0, which stands for the simplest everywhere, so that a shorter list makes a
 * smaller program.
 */
final class Choices {

  private final Random random;
  private int[] values;
  private int kept;
  private int count;

  private Choices(Random random, int[] values) {
    this.random = random;
    this.values = values;
    this.kept = random == null ? values.length : 0;
  }

  static Choices random(long seed) {
    return new Choices(new Random(seed), new int[64]);
  }

  static Choices again(int[] kept) {
    return new Choices(null, kept.clone());
  }

  /** Returns a number from 0 to below {@code bound}. */
  int below(int bound) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count + 1);
    }
    if (count >= kept) {
      values[count] = random == null ? 0 : random.nextInt(bound);
    }
    return values[count++] % bound;
  }

  /** Tells whether a thing happens that is to happen once in {@code times}. */
  boolean oneIn(int times) {
    return below(times) == times - 1;
  }

  <T> T of(List<T> list) {
    return list.get(below(list.size()));
  }

  /** Returns the choices that were made. */
  int[] made() {
    return Arrays.copyOf(values, count);
  }
}
