package io.github.luasearchers.engine.lib.io;

import java.io.IOException;
import org.luaj.vm2.Varargs;

/** A file that C code has opened: its {@code FILE}. What fails, fails with an {@link Errno}. */
public interface ForeignStream {

  /** Tells whether it is open: whether there is a function to close it. */
  boolean isOpen();

  /**
   * Reads bytes ({@code fread}), at least one. Returns a number below 1 at the end.
   *
   * @param length as many as the script wants; it never asks for more to keep them
   */
  int read(byte[] bytes, int offset, int length) throws IOException;

  /** Gives back the byte that was read last ({@code ungetc}). */
  void unread(byte last) throws IOException;

  void write(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Moves the position ({@code fseek}) and returns the new one from the start.
   *
   * @param whence 0 from the start, 1 from here, 2 from the end
   */
  long seek(long offset, int whence) throws IOException;

  void flush() throws IOException;

  /**
   * Sets how writing is buffered ({@code setvbuf}).
   *
   * @param mode 0 not at all, 1 fully, 2 by lines
   */
  void setBuffering(int mode, long size) throws IOException;

  /** Closes the file by the function for that, and returns its results. */
  Varargs close() throws IOException;
}
