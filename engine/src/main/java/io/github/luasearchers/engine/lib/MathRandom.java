package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.Varargs;

/** The functions {@code math.random} and {@code math.randomseed}. */
final class MathRandom extends LibraryFunction {

  private final boolean seeds;
  private final Generator generator;

  private MathRandom(LuaRuntime lua, String name, boolean seeds, Generator generator) {
    super(lua, name);
    this.seeds = seeds;
    this.generator = generator;
  }

  /** Puts the two functions into the library's table. Each engine has a generator of its own. */
  static void open(LuaRuntime lua, Table math) {
    boolean level54 = lua.level().atLeast(Level.LUA_5_4);
    Generator generator = level54 ? new Xoshiro() : new SplitMix();
    if (level54) {
      generator.seed(System.nanoTime(), System.identityHashCode(lua));
    }
    new MathRandom(lua, "random", false, generator).addTo(math);
    new MathRandom(lua, "randomseed", true, generator).addTo(math);
  }

  @Override
  protected Varargs run(Varargs args) {
    if (seeds) {
      return randomseed(args);
    }
    return level54 ? random54(args) : level53 ? random53(args) : random52(args);
  }

  // ---- random

  private LuaNumber random52(Varargs args) {
    switch (args.narg()) {
      case 0 -> {
        return Numbers.of(Generator.fraction(generator.next()));
      }
      case 1 -> {
        double high = checkDouble(args, 1);
        if (!(high >= 1)) {
          throw argError(1, "interval is empty");
        }
        double fraction = Generator.fraction(generator.next());
        return Numbers.integral(Math.floor(fraction * high) + 1);
      }
      case 2 -> {
        double low = checkDouble(args, 1);
        double high = checkDouble(args, 2);
        if (!(low <= high)) {
          throw argError(2, "interval is empty");
        }
        double fraction = Generator.fraction(generator.next());
        return Numbers.integral(Math.floor(fraction * (high - low + 1)) + low);
      }
      default -> throw failure("wrong number of arguments");
    }
  }

  private LuaNumber random53(Varargs args) {
    int count = checkCount(args);
    if (count == 0) {
      return Numbers.of(Generator.fraction(generator.next()));
    }
    long low = count == 1 ? 1 : checkInteger(args, 1);
    long high = checkInteger(args, count);
    checkNotEmpty(low, high);
    if (low < 0 && high > Long.MAX_VALUE + low) {
      throw argError(1, "interval too large");
    }
    return lua.whole(low + Long.remainderUnsigned(generator.next(), high - low + 1));
  }

  /** Takes a number from the sequence first, and more if that does not fit the interval. */
  private LuaNumber random54(Varargs args) {
    long bits = generator.next();
    int count = checkCount(args);
    if (count == 0) {
      return Numbers.of(Generator.fraction(bits));
    }
    long low = count == 1 ? 1 : checkInteger(args, 1);
    long high = checkInteger(args, count);
    if (count == 1 && high == 0) {
      return lua.whole(bits);
    }
    checkNotEmpty(low, high);
    return lua.whole(low + generator.project(bits, high - low));
  }

  private int checkCount(Varargs args) {
    if (args.narg() > 2) {
      throw failure("wrong number of arguments");
    }
    return args.narg();
  }

  private void checkNotEmpty(long low, long high) {
    if (low > high) {
      throw argError(1, "interval is empty");
    }
  }

  // ---- randomseed

  private Varargs randomseed(Varargs args) {
    if (!level54) {
      double seed = checkDouble(args, 1);
      generator.seed(level53 ? Numbers.toInteger(seed) : Numbers.toUnsigned(seed), 0);
      return NONE;
    }
    boolean given = args.narg() > 0;
    long seed = given ? checkInteger(args, 1) : System.nanoTime();
    long more = given ? optInteger(args, 2, 0) : generator.next();
    generator.seed(seed, more);
    return varargsOf(lua.whole(seed), lua.whole(more));
  }

  // ---- generators

  /** A sequence of 64 random bits each. */
  private abstract static class Generator {

    abstract void seed(long seed, long more);

    abstract long next();

    /** Returns a number from 0 to 1, without 1, of the upper bits. */
    static double fraction(long bits) {
      return (bits >>> 11) * 0x1p-53;
    }

    /** Returns a number from 0 to a limit, both unsigned: what random bits are in that interval. */
    final long project(long random, long limit) {
      if ((limit & limit + 1) == 0) {
        return random & limit;
      }
      long mask = -1L >>> Long.numberOfLeadingZeros(limit);
      long number = random & mask;
      while (Long.compareUnsigned(number, limit) > 0) {
        number = next() & mask;
      }
      return number;
    }
  }

  /** What Lua 5.2 and 5.3 take from C's library is another sequence anyway. */
  private static final class SplitMix extends Generator {

    private long state;

    @Override
    void seed(long seed, long more) {
      state = seed;
    }

    @Override
    long next() {
      state += 0x9e3779b97f4a7c15L;
      long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
      z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
      return z ^ z >>> 31;
    }
  }

  /** The generator xoshiro256** of Lua 5.4, which gives the same sequence for a seed everywhere. */
  private static final class Xoshiro extends Generator {

    /** How many numbers are left out after seeding. */
    private static final int DISCARDED = 16;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    @Override
    void seed(long seed, long more) {
      s0 = seed;
      s1 = 0xff; // so that the state is never zero
      s2 = more;
      s3 = 0;
      for (int i = 0; i < DISCARDED; i++) {
        next();
      }
    }

    @Override
    long next() {
      long result = Long.rotateLeft(s1 * 5, 7) * 9;
      long shifted = s1 << 17;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = Long.rotateLeft(s3, 45);
      return result;
    }
  }
}
