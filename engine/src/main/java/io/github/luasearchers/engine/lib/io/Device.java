package io.github.luasearchers.engine.lib.io;

import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What bytes of a file come from and go to: C's file descriptor. It does what it can; the rest
 * fails.
 */
abstract class Device {

  static final int SET = 0;
  static final int CURRENT = 1;
  static final int END = 2;

  /** Reads some bytes, at least one. Returns a number below 1 at the end. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    throw new Errno(Errno.EBADF);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    throw new Errno(Errno.EBADF);
  }

  /** Returns the new position from the start. */
  long seek(long offset, int whence) throws IOException {
    throw new Errno(Errno.ESPIPE);
  }

  /** Tells whether it is open. */
  boolean isOpen() {
    return true;
  }

  /** Tells whether others use it as well, so that neither reads nor writes may be put together. */
  boolean isDirect() {
    return false;
  }

  /** Gives back the byte that was read last. */
  void unread(byte last) throws IOException {}

  /** Sets how others that use it as well buffer what they write. */
  void setBuffering(int mode, long size) throws IOException {}

  /** Returns the system's file, null if there is none that C could use. */
  @Nullable FileDescriptor descriptor() {
    return null;
  }

  /** Returns how C's {@code fdopen} is to open that. */
  String mode() {
    return canWrite() ? "w" : "r";
  }

  boolean canRead() {
    return false;
  }

  boolean canWrite() {
    return false;
  }

  /** Hands on what was written, where something in between keeps it. */
  void flush() throws IOException {}

  /** Closes the device and returns the results of {@code close}. */
  Varargs close() throws IOException {
    return LuaValue.TRUE;
  }

  /** Closes the device without waiting for anything. */
  void abandon() throws IOException {
    close();
  }
}
