package io.github.luasearchers.engine.lib;

import org.jspecify.annotations.Nullable;

/** The sets of bytes that patterns know: ctype.h in the C locale. A set has one bit per byte. */
final class PatternClass {

  private static final long[] @Nullable [] CLASSES = classes();

  private PatternClass() {}

  /** Tells whether a set holds a byte. */
  static boolean contains(long[] set, int c) {
    return (set[c >> 6] >>> c & 1) != 0;
  }

  /** Tells whether a byte is in the class of a letter ({@code %a}), or is that letter. */
  static boolean matches(int c, byte letter) {
    long @Nullable [] set = named(letter);
    return set == null ? (letter & 0xff) == c : contains(set, c);
  }

  /** Returns the class of a letter, null if that stands for itself. */
  static long @Nullable [] named(byte letter) {
    return letter < 0 ? null : CLASSES[letter];
  }

  /**
   * Returns the bytes of a set of a pattern ({@code matchbracketclass}).
   *
   * @param first the index of {@code [}
   * @param last the index of {@code ]}
   */
  static long[] set(byte[] pattern, int first, int last) {
    long[] set = new long[4];
    boolean complement = pattern[first + 1] == '^';
    int p = complement ? first + 1 : first;
    while (++p < last) {
      if (pattern[p] == '%') {
        addClass(set, pattern[++p]);
      } else if (pattern[p + 1] == '-' && p + 2 < last) {
        addRange(set, pattern[p] & 0xff, pattern[p + 2] & 0xff);
        p += 2;
      } else {
        add(set, pattern[p] & 0xff);
      }
    }
    return complement ? complement(set) : set;
  }

  private static void addClass(long[] set, byte letter) {
    long @Nullable [] other = named(letter);
    if (other == null) {
      add(set, letter & 0xff);
    } else {
      for (int i = 0; i < set.length; i++) {
        set[i] |= other[i];
      }
    }
  }

  private static void add(long[] set, int c) {
    set[c >> 6] |= 1L << c;
  }

  private static long[] addRange(long[] set, int from, int to) {
    for (int c = from; c <= to; c++) {
      add(set, c);
    }
    return set;
  }

  private static long[] complement(long[] set) {
    long[] others = new long[set.length];
    for (int i = 0; i < set.length; i++) {
      others[i] = ~set[i];
    }
    return others;
  }

  private static long[] @Nullable [] classes() {
    long[] @Nullable [] classes = new long[128][];
    long[] digit = range('0', '9');
    long[] lower = range('a', 'z');
    long[] upper = range('A', 'Z');
    long[] alpha = union(lower, upper);
    long[] alnum = union(alpha, digit);
    long[] graph = range('!', '~');
    define(classes, 'a', alpha);
    define(classes, 'c', union(range(0, 31), range(127, 127)));
    define(classes, 'd', digit);
    define(classes, 'g', graph);
    define(classes, 'l', lower);
    define(classes, 'p', intersection(graph, complement(alnum)));
    define(classes, 's', union(range(9, 13), range(' ', ' ')));
    define(classes, 'u', upper);
    define(classes, 'w', alnum);
    define(classes, 'x', union(digit, union(range('a', 'f'), range('A', 'F'))));
    define(classes, 'z', range(0, 0)); // deprecated, but still there
    return classes;
  }

  private static void define(long[] @Nullable [] classes, char letter, long[] set) {
    classes[letter] = set;
    classes[letter - 'a' + 'A'] = complement(set);
  }

  private static long[] range(int from, int to) {
    return addRange(new long[4], from, to);
  }

  private static long[] union(long[] a, long[] b) {
    return new long[] {a[0] | b[0], a[1] | b[1], a[2] | b[2], a[3] | b[3]};
  }

  private static long[] intersection(long[] a, long[] b) {
    return new long[] {a[0] & b[0], a[1] & b[1], a[2] & b[2], a[3] & b[3]};
  }
}
