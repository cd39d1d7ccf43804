package io.github.luasearchers.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** The input of somebody who reads what is asked before answering: shows it first, as C does. */
final class StandardInput extends FilterInputStream {

  private final PrintStream shown;

  private StandardInput(InputStream in, PrintStream shown) {
    super(in);
    this.shown = shown;
  }

  static InputStream of(InputStream in, PrintStream shown) {
    return new StandardInput(in, shown);
  }

  @Override
  public int read() throws IOException {
    shown.flush();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    shown.flush();
    return super.read(bytes, offset, length);
  }
}
