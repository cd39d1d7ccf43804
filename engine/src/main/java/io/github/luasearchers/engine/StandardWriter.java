package io.github.luasearchers.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's standard output or error output, as the writer of an engine's own context. It takes
 * text, like any writer, and bytes as they are, in the order of the calls. Both go to the current
 * stream of {@code System}.
 */
final class StandardWriter extends PrintWriter {

  private final Standard standard;

  private StandardWriter(Standard standard) {
    super(standard, true);
    this.standard = standard;
  }

  static Writer output() {
    return new StandardWriter(new Standard(false));
  }

  static Writer errorOutput() {
    return new StandardWriter(new Standard(true));
  }

  /** Writes bytes, which may stay in a buffer until the next {@link #flush}. */
  void write(byte[] bytes, int offset, int length) {
    standard.write(bytes, offset, length);
  }

  @Override
  public boolean checkError() {
    boolean own = super.checkError();
    return standard.stream().checkError() || own;
  }

  private static final class Standard extends Writer {

    private static final int SIZE = 8192;

    private final boolean error;
    private final byte[] buffer = new byte[SIZE];
    private int count;

    /** The stream for the bytes in the buffer; null if there are none. */
    private @Nullable PrintStream target;

    Standard(boolean error) {
      this.error = error;
    }

    private PrintStream stream() {
      return error ? System.err : System.out;
    }

    /** Lets the stream encode the text, since it knows the charset that its reader expects. */
    @Override
    public void write(char[] text, int offset, int length) {
      write(new String(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
      write(text.substring(offset, offset + length));
    }

    @Override
    public void write(String text) {
      synchronized (lock) {
        drain();
        stream().print(text);
      }
    }

    void write(byte[] bytes, int offset, int length) {
      synchronized (lock) {
        PrintStream stream = stream();
        if (target != stream || length > SIZE - count) {
          drain();
        }
        if (length > SIZE) {
          stream.write(bytes, offset, length);
        } else {
          System.arraycopy(bytes, offset, buffer, count, length);
          count += length;
          target = stream;
        }
      }
    }

    private void drain() {
      @Nullable PrintStream stream = target;
      if (stream != null) {
        int length = count;
        target = null;
        count = 0;
        stream.write(buffer, 0, length);
      }
    }

    @Override
    public void flush() {
      synchronized (lock) {
        @Nullable PrintStream written = target;
        drain();
        if (written != null) {
          written.flush();
        }
        if (written != stream()) {
          stream().flush();
        }
      }
    }

    /** Closes the stream, as a {@code PrintWriter} over it does. */
    @Override
    public void close() throws IOException {
      flush();
      stream().close();
    }
  }
}
