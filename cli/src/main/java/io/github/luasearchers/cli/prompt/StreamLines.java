package io.github.luasearchers.cli.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.value.LuaText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A dialogue over plain streams: on a terminal that can do nothing, or for a host. */
final class StreamLines implements Lines {

  private static final int WIDTH = 80;

  private final InputStream in;
  private final PrintStream out;
  private volatile Runnable onInterrupt = () -> {};

  StreamLines(InputStream in, OutputStream out) {
    this.in = in;
    this.out = new PrintStream(out, false, UTF_8);
  }

  @Override
  public @Nullable String read(String prompt, String more, Predicate<String> isIncomplete)
      throws IOException {
    write(prompt);
    @Nullable String text = line();
    while (text != null && isIncomplete.test(text)) {
      write(more);
      @Nullable String next = line();
      if (next == null) {
        return text;
      }
      text = text + '\n' + next;
    }
    return text;
  }

  /** Reads a line and no more: the rest of the input may be a script's. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    byte[] bytes = line.toByteArray();
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    return LuaText.decode(bytes, 0, length);
  }

  @Override
  public void write(String text) {
    byte[] bytes = LuaText.encode(text);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void onInterrupt(Runnable action) {
    onInterrupt = action;
  }

  /** Stops what runs, on behalf of whoever has caught the signal. */
  void interrupt() {
    onInterrupt.run();
  }
}
