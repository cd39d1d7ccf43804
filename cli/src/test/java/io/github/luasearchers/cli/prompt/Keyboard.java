package io.github.luasearchers.cli.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/** Somebody who types at a prompt and waits for what is answered. */
final class Keyboard implements AutoCloseable {

  private static final int SECONDS = 30;

  /** What the terminal shows; who waits for something is told of each change. */
  private static final class Screen extends ByteArrayOutputStream {

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      notifyAll();
    }

    @Override
    public synchronized void write(int b) {
      super.write(b);
      notifyAll();
    }

    synchronized void await(Pattern pattern) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (!pattern.matcher(toString(UTF_8).replace("\r", "")).find()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no " + pattern + " in:\n" + toString(UTF_8));
        }
        wait(left);
      }
    }
  }

  private final PipedOutputStream keys = new PipedOutputStream();
  private final Screen screen = new Screen();
  private final Terminal terminal;
  private final LuaScriptEngine engine = Talk.engine("5.4");
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> dialogue;

  Keyboard() throws IOException {
    terminal = new ExternalTerminal("test", "ansi", new PipedInputStream(keys), screen, UTF_8);
    engine.getContext().setWriter(new PrintWriter(terminal.output(), true, UTF_8));
    dialogue = thread.submit(() -> Repl.run(engine, terminal, false));
    type("");
  }

  void type(String text) throws IOException {
    keys.write(text.getBytes(UTF_8));
    keys.flush();
  }

  /** Waits until the screen has shown something. */
  void await(String pattern) throws InterruptedException {
    screen.await(Pattern.compile(pattern));
  }

  @Override
  public void close() throws Exception {
    keys.close();
    dialogue.get(SECONDS, TimeUnit.SECONDS);
    thread.shutdown();
    terminal.close();
    engine.close();
  }
}
