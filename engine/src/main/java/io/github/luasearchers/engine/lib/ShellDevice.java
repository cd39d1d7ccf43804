package io.github.luasearchers.engine.lib;

import java.io.IOException;
import org.luaj.vm2.Varargs;

/** The pipe to or from a command: {@code io.popen}'s. */
final class ShellDevice extends Device {

  private final Shell shell;
  private final boolean reads;

  ShellDevice(Shell shell, boolean reads) {
    this.shell = shell;
    this.reads = reads;
  }

  @Override
  int read(byte[] bytes, int offset, int length) throws IOException {
    return reads ? shell.output().read(bytes, offset, length) : super.read(bytes, offset, length);
  }

  @Override
  void write(byte[] bytes, int offset, int length) throws IOException {
    if (reads) {
      super.write(bytes, offset, length);
    }
    shell.input().write(bytes, offset, length);
    shell.input().flush();
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
