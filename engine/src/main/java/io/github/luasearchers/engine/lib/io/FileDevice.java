package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.lib.FileNames;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A file of the file system, opened as C's {@code fopen} does. */
final class FileDevice extends Device {

  /** What reads; null if the file is opened for writing alone. */
  private final @Nullable RandomAccessFile file;

  /** What writes, if the file is opened for writing alone. */
  private final @Nullable FileOutputStream output;

  private final boolean writable;
  private final boolean append;

  /** Where a file opened for appending alone is: Java says its end, whatever was asked for. */
  private long appendPosition;

  private FileDevice(
      @Nullable RandomAccessFile file,
      @Nullable FileOutputStream output,
      boolean writable,
      boolean append) {
    this.file = file;
    this.output = output;
    this.writable = writable;
    this.append = append;
  }

  /**
   * Opens a file.
   *
   * @param mode one that is valid, such as {@code r+b}
   */
  static Device open(String name, String mode) throws IOException {
    File file = FileNames.open(name);
    char first = mode.charAt(0);
    boolean update = mode.indexOf('+') > 0;
    if (first == 'r') {
      return openExisting(file, update);
    }
    if (name.endsWith("/")) {
      throw new Errno(Errno.EISDIR);
    }
    if (!update) {
      FileDevice device =
          new FileDevice(null, new FileOutputStream(file, first == 'a'), true, first == 'a');
      device.appendPosition = file.length();
      return device;
    }
    RandomAccessFile both = new RandomAccessFile(file, "rw");
    if (first == 'w' && file.isFile()) {
      both.setLength(0);
    }
    return new FileDevice(both, null, true, first == 'a');
  }

  private static Device openExisting(File file, boolean update) throws IOException {
    if (file.isDirectory() && !update) {
      return new DirectoryDevice();
    }
    if (update) {
      // Java's mode for both would make a file that is not there.
      new RandomAccessFile(file, "r").close();
    }
    RandomAccessFile opened = new RandomAccessFile(file, update ? "rw" : "r");
    return new FileDevice(opened, null, update, false);
  }

  @Override
  int read(byte[] bytes, int offset, int length) throws IOException {
    return file == null ? super.read(bytes, offset, length) : file.read(bytes, offset, length);
  }

  @Override
  void write(byte[] bytes, int offset, int length) throws IOException {
    if (output != null) {
      output.write(bytes, offset, length);
      appendPosition = append ? output.getChannel().size() : 0;
    } else if (file == null || !writable) {
      super.write(bytes, offset, length);
    } else {
      if (append) {
        file.seek(file.length());
      }
      file.write(bytes, offset, length);
    }
  }

  @Override
  long seek(long offset, int whence) throws IOException {
    FileChannel channel = channel();
    long from;
    try {
      from = whence == SET ? 0 : whence == CURRENT ? position(channel) : channel.size();
    } catch (IOException e) {
      throw new Errno(Errno.ESPIPE);
    }
    if (from + offset < 0) {
      throw new Errno(Errno.EINVAL);
    }
    channel.position(from + offset);
    appendPosition = from + offset;
    return from + offset;
  }

  private long position(FileChannel channel) throws IOException {
    return append && output != null ? appendPosition : channel.position();
  }

  private FileChannel channel() {
    return output != null ? output.getChannel() : opened().getChannel();
  }

  private RandomAccessFile opened() {
    if (file == null) {
      throw new IllegalStateException();
    }
    return file;
  }

  @Override
  FileDescriptor descriptor() {
    try {
      return output != null ? output.getFD() : opened().getFD();
    } catch (IOException e) {
      throw new IllegalStateException(e); // it is there as long as the file
    }
  }

  @Override
  String mode() {
    if (output != null) {
      return append ? "a" : "w";
    }
    return !writable ? "r" : append ? "a+" : "r+";
  }

  @Override
  boolean canRead() {
    return file != null;
  }

  @Override
  boolean canWrite() {
    return writable;
  }

  @Override
  Varargs close() throws IOException {
    if (output != null) {
      output.close();
    } else if (file != null) {
      file.close();
    }
    return LuaValue.TRUE;
  }

  /** A directory, which C opens for reading, too, but does not read. */
  private static final class DirectoryDevice extends Device {

    private long position;

    @Override
    int read(byte[] bytes, int offset, int length) throws IOException {
      throw new Errno(Errno.EISDIR);
    }

    @Override
    long seek(long offset, int whence) throws IOException {
      long from = whence == SET ? 0 : whence == CURRENT ? position : Long.MAX_VALUE;
      if (from + offset < 0) {
        throw new Errno(Errno.EINVAL);
      }
      position = from + offset;
      return position;
    }

    @Override
    boolean canRead() {
      return true;
    }
  }
}
