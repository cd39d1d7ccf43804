package io.github.luasearchers.clibs;

import java.io.FileDescriptor;

/**
 * FILEs of C: {@code stream.c}. What fails answers less than zero: the negative number of C's
 * error.
 */
final class Files {

  /** The size of a {@code luaL_Stream}. */
  static final int STREAM = 16;

  private Files() {}

  /** Returns the FILE of a {@code luaL_Stream}. */
  static native long file(long stream);

  /** Returns the function that closes a {@code luaL_Stream}, 0 if it is closed. */
  static native long closer(long stream);

  /** Makes a {@code luaL_Stream} one of Java's, or a closed one if the file is 0. */
  static native void set(long stream, long file);

  /** Makes a {@code luaL_Stream} a closed one. */
  static native void forget(long stream);

  /** Returns the system's number of a file. */
  static native int descriptor(FileDescriptor file);

  /** Returns one of C's own files: 0 standard input, 1 output, 2 error output. */
  static native long standard(int which);

  /** Reads at least one byte, none at the end. */
  static native int read(long file, byte[] to, int from, int length);

  static native void unread(long file, int last);

  static native int write(long file, byte[] bytes, int from, int length);

  static native long seek(long file, long offset, int whence);

  static native int flush(long file);

  static native int setBuffering(long file, int mode, long size);

  static native int close(long file);

  /** Returns what C says of an error. */
  static native String message(int error);
}
