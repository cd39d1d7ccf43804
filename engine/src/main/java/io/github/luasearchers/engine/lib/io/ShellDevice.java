package io.github.luasearchers.engine.lib.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.luaj.vm2.Varargs;

/** The pipe to or from a command: {@code io.popen}'s. */
final class ShellDevice extends Device {

  private final Shell shell;
  private final ShellPipe pipe;
  private final boolean reads;

  ShellDevice(Shell shell, boolean reads) {
    this.shell = shell;
    this.reads = reads;
    pipe = new ShellPipe(shell);
  }

  @Override
  int read(byte[] bytes, int offset, int length) throws IOException {
    if (!reads) {
      return super.read(bytes, offset, length);
    }
    try {
      return pipe.read(bytes, offset, length);
    } catch (ClosedByInterruptException e) {
      throw shell.interrupted(e);
    }
  }

  @Override
  void write(byte[] bytes, int offset, int length) throws IOException {
    if (reads) {
      super.write(bytes, offset, length);
    }
    try {
      pipe.write(bytes, offset, length);
    } catch (ClosedByInterruptException e) {
      throw shell.interrupted(e);
    }
  }

  @Override
  boolean canRead() {
    return reads;
  }

  @Override
  boolean canWrite() {
    return !reads;
  }

  @Override
  Varargs close() throws IOException {
    abandon();
    return shell.await(!reads);
  }

  @Override
  void abandon() throws IOException {
    if (reads) {
      shell.output().close();
    } else {
      shell.input().close();
    }
  }
}
