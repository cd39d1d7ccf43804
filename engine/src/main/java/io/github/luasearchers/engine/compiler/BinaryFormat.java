package io.github.luasearchers.engine.compiler;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** The format that {@link Dump} and {@link Undump} share: PUC 5.2's binary form on x86-64. */
final class BinaryFormat {

  /** The first byte of a binary chunk. */
  static final int SIGNATURE = 0x1B;

  /**
   * The signature; version 5.2; the official format; little endian; int of 4 bytes, size_t of 8,
   * instructions of 4, numbers of 8, which are not integers; and bytes that a conversion of text
   * would change.
   */
  private static final byte[] HEADER = {
    SIGNATURE,
    'L',
    'u',
    'a',
    0x52,
    0,
    1,
    4,
    8,
    4,
    8,
    0,
    (byte) 0x19,
    (byte) 0x93,
    '\r',
    '\n',
    0x1A,
    '\n'
  };

  /** The source of a function whose debug information was left out. */
  static final LuaString NO_SOURCE = LuaValue.valueOf("=?");

  private BinaryFormat() {}

  @SuppressWarnings("ReferenceEquality") // a chunk may have an equal name
  static boolean hasNoSource(Prototype function) {
    return function.source == NO_SOURCE;
  }

  static byte[] header() {
    return HEADER;
  }
}
