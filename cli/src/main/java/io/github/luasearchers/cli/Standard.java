package io.github.luasearchers.cli;

import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** The standard streams of the process, buffered as C buffers them. */
final class Standard {

  /** What the launcher says of the descriptors that are terminals: {@code 01}, if two are. */
  private static final String TERMINALS = "luasearchers.terminals";

  private Standard() {}

  /** Returns the streams, which are those of {@code System} from now on. */
  static Streams streams() {
    boolean inTerminal = isTerminal(0);
    boolean outTerminal = isTerminal(1);
    StandardOutput raw =
        new StandardOutput(new FileOutputStream(FileDescriptor.out), outTerminal, false);
    PrintStream out = new PrintStream(raw, false);
    PrintStream err =
        new PrintStream(
            new StandardOutput(new FileOutputStream(FileDescriptor.err), false, true), false);
    System.setOut(out);
    System.setErr(err);
    if (outTerminal) {
      System.setIn(StandardInput.of(System.in, out));
    }
    return new Streams(System.in, out, err, inTerminal, outTerminal);
  }

  /**
   * Writes out what is left, and ends the process, unless that ends by itself with this status as
   * soon as this thread does. From Java 21 on {@code exit} takes some milliseconds to ask for a
   * logger, which is looked for in all modules and jars.
   */
  static void end(Streams streams, int status) {
    streams.out().flush();
    streams.err().flush();
    if (status != 0 || !isLastThread()) {
      System.exit(status);
    }
  }

  /** Tells whether no other thread keeps the JVM running. */
  private static boolean isLastThread() {
    Thread own = Thread.currentThread();
    @Nullable ThreadGroup group = own.getThreadGroup();
    while (group != null && group.getParent() != null) {
      group = group.getParent();
    }
    if (group == null) {
      return false;
    }
    // One place more than there are threads: a full list may lack some.
    Thread[] threads = new Thread[group.activeCount() + 1];
    int count = group.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i] != own && !threads[i].isDaemon()) {
        return false;
      }
    }
    return count < threads.length;
  }

  /**
   * Tells whether a descriptor is a terminal. Java only tells this of both at once, and from JDK 22
   * on it loads a line editor to do so.
   */
  private static boolean isTerminal(int descriptor) {
    @Nullable String told = System.getProperty(TERMINALS);
    if (told != null) {
      return told.indexOf((char) ('0' + descriptor)) >= 0;
    }
    try {
      String file = new File("/proc/self/fd/" + descriptor).getCanonicalPath();
      if (!file.startsWith("/proc/self/")) {
        return isTerminalDevice(file);
      }
    } catch (IOException e) {
      // no such system
    }
    return hasConsole();
  }

  /** Tells whether both the input and the output are a terminal, where Java knows that alone. */
  @SuppressWarnings("SystemConsoleNull") // before JDK 22 it is null without one
  private static boolean hasConsole() {
    @Nullable Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before JDK 22 there is a console only if it is one
    }
  }

  private static boolean isTerminalDevice(String file) {
    return file.startsWith("/dev/pts/")
        || file.startsWith("/dev/tty")
        || file.equals("/dev/console");
  }
}
