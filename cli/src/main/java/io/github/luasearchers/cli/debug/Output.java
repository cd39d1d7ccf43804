package io.github.luasearchers.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** What a script writes, handed on as text: whole lines, and the rest when it is flushed. */
final class Output extends OutputStream {

  private static final int MOST = 8_192;

  private final Consumer<String> to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Output(Consumer<String> to) {
    this.to = to;
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n' || line.size() >= MOST) {
      flush();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    line.write(bytes, from, length);
    if (line.size() >= MOST || length > 0 && bytes[from + length - 1] == '\n') {
      flush();
    }
  }

  @Override
  public synchronized void flush() {
    if (line.size() > 0) {
      String text = line.toString(UTF_8);
      line.reset();
      to.accept(text);
    }
  }
}
