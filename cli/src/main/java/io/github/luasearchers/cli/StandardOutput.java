package io.github.luasearchers.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An output of the process with C's buffering: whole lines to a terminal, nothing held back on the
 * error stream, full buffers otherwise. A reader that has gone away ends the process, as SIGPIPE
 * does: a script that prints would go on for ever.
 */
final class StandardOutput extends OutputStream {

  private static final int SIZE = 8192;

  /** What a shell says of a process that SIGPIPE has ended. */
  private static final int BROKEN_PIPE = 128 + 13;

  private final OutputStream out;
  private final boolean lines;
  private final boolean direct;
  private final byte[] buffer = new byte[SIZE];
  private int count;

  StandardOutput(OutputStream out, boolean lines, boolean direct) {
    this.out = out;
    this.lines = lines;
    this.direct = direct;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (count == SIZE) {
      drain();
    }
    buffer[count++] = (byte) b;
    if (direct || lines && b == '\n') {
      drain();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > SIZE - count) {
      drain();
    }
    if (length > SIZE || direct) {
      send(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, count, length);
    count += length;
    if (lines && hasLine(bytes, offset, length)) {
      drain();
    }
  }

  private static boolean hasLine(byte[] bytes, int offset, int length) {
    for (int i = offset + length - 1; i >= offset; i--) {
      if (bytes[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  private void drain() throws IOException {
    int length = count;
    count = 0;
    if (length > 0) {
      send(buffer, 0, length);
    }
  }

  private void send(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if ("Broken pipe".equals(e.getMessage())) {
        Runtime.getRuntime().halt(BROKEN_PIPE);
      }
      throw e;
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    drain();
  }
}
