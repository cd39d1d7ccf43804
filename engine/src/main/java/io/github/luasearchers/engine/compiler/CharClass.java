package io.github.luasearchers.engine.compiler;

/** What the characters of source text are, whatever the locale: PUC's {@code lctype.c}. */
final class CharClass {

  static final int ALPHA = 1;
  static final int DIGIT = 2;
  static final int HEX_DIGIT = 4;
  static final int SPACE = 8;

  /** What a name may have after its first character. */
  static final int NAME = ALPHA | DIGIT;

  private static final byte[] CLASSES = classes();

  private CharClass() {}

  private static byte[] classes() {
    byte[] classes = new byte[257];
    add(classes, 'a', 'z', ALPHA);
    add(classes, 'A', 'Z', ALPHA);
    add(classes, '_', '_', ALPHA);
    add(classes, '0', '9', DIGIT | HEX_DIGIT);
    add(classes, 'a', 'f', HEX_DIGIT);
    add(classes, 'A', 'F', HEX_DIGIT);
    add(classes, '\t', '\r', SPACE);
    add(classes, ' ', ' ', SPACE);
    return classes;
  }

  private static void add(byte[] classes, int first, int last, int what) {
    for (int c = first; c <= last; c++) {
      classes[c + 1] |= (byte) what;
    }
  }

  /** Tells whether a byte, or -1 for the end, is of one of the kinds. */
  static boolean is(int c, int kinds) {
    return (CLASSES[c + 1] & kinds) != 0;
  }

  /** Returns the value of a hexadecimal digit. */
  static int hexValue(int c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
  }
}
