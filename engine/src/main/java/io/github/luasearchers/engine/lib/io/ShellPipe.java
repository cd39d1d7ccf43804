package io.github.luasearchers.engine.lib.io;

import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * The end of a command's pipe that a script has. Java can't interrupt who reads from a pipe, or
 * writes to one that is full; so an interrupt ends the command instead.
 */
final class ShellPipe extends AbstractInterruptibleChannel {

  private final Shell shell;

  ShellPipe(Shell shell) {
    this.shell = shell;
  }

  int read(byte[] bytes, int offset, int length) throws IOException {
    begin();
    try {
      return shell.output().read(bytes, offset, length);
    } finally {
      end(true);
    }
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    begin();
    try {
      shell.input().write(bytes, offset, length);
      shell.input().flush();
    } finally {
      end(true);
    }
  }

  @Override
  protected void implCloseChannel() {
    shell.kill();
  }
}
