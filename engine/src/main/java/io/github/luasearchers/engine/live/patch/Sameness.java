package io.github.luasearchers.engine.live.patch;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/** Tells whether code does the same; the lines that it is on don't matter. */
final class Sameness {

  private Sameness() {}

  static boolean of(Prototype a, Prototype b) {
    if (a.code == b.code && a.k == b.k && a.p.length == 0 && b.p.length == 0) {
      return true; // the compiler's cache had the same text
    }
    return a.numparams == b.numparams
        && a.is_vararg == b.is_vararg
        && Arrays.equals(a.code, b.code)
        && sameConstants(a.k, b.k)
        && sameUpvalues(a.upvalues, b.upvalues)
        && sameInner(a.p, b.p);
  }

  /** Returns a number that is equal for equal code. */
  static int hash(Prototype code) {
    return 31 * Arrays.hashCode(code.code) + code.k.length;
  }

  private static boolean sameConstants(LuaValue[] a, LuaValue[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = sameConstant(a[i], b[i]);
    }
    return same;
  }

  /** Compares constants: 1 and 1.0 differ, and so do 0.0 and -0.0. */
  static boolean sameConstant(LuaValue a, LuaValue b) {
    if (a instanceof LuaString x && b instanceof LuaString y) {
      return x.equals(y);
    }
    if (a.isnumber() && b.isnumber()) {
      return a.getClass() == b.getClass()
          && a.raweq(b)
          && Double.doubleToRawLongBits(a.todouble()) == Double.doubleToRawLongBits(b.todouble());
    }
    return a.raweq(b);
  }

  private static boolean sameUpvalues(Upvaldesc[] a, Upvaldesc[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same =
          a[i].instack == b[i].instack
              && a[i].idx == b[i].idx
              && String.valueOf(a[i].name).equals(String.valueOf(b[i].name));
    }
    return same;
  }

  private static boolean sameInner(Prototype[] a, Prototype[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = of(a[i], b[i]);
    }
    return same;
  }
}
