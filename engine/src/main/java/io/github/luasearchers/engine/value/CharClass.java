package io.github.luasearchers.engine.value;

/** Classifies bytes as the C locale does, whatever the JVM's locale is: PUC's {@code lctype.c}. */
public final class CharClass {

  public static final int ALPHA = 1;
  public static final int DIGIT = 2;
  public static final int HEX_DIGIT = 4;
  public static final int SPACE = 8;

  /** The characters of a name after the first. */
  public static final int NAME = ALPHA | DIGIT;

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
  public static boolean is(int c, int kinds) {
    return (CLASSES[c + 1] & kinds) != 0;
  }

  /** Tells whether a byte, or -1 for the end, is a decimal digit. */
  public static boolean isDigit(int c) {
    return is(c, DIGIT);
  }

  /** Tells whether a byte, or -1 for the end, is a hexadecimal digit. */
  public static boolean isHexDigit(int c) {
    return is(c, HEX_DIGIT);
  }

  /** Tells whether a byte, or -1 for the end, is white space. */
  public static boolean isSpace(int c) {
    return is(c, SPACE);
  }

  /** Returns the value of a hexadecimal digit. */
  public static int hexValue(int c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
  }
}
