package io.github.luasearchers.searchers.jar;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An archive's bytes: in a file, which is opened for each access, or in memory. */
final class ArchiveBytes {

  /** Up to this size, to read all of a file takes as long as to open it some ten times. */
  private static final int SMALL = 1 << 20;

  private final String name;
  private final @Nullable Path file;
  private final byte @Nullable [] content;

  /**
   * All of a small file, from the second entry on that is read: a program that starts from its
   * archive reads them all. It is no reason to hold memory for longer than the collector likes.
   */
  private volatile WeakReference<byte @Nullable []> copy = new WeakReference<>(null);

  private volatile boolean wasRead;

  private ArchiveBytes(String name, @Nullable Path file, byte @Nullable [] content) {
    this.name = name;
    this.file = file;
    this.content = content;
  }

  static ArchiveBytes of(String name, Path file) {
    return new ArchiveBytes(name, file, null);
  }

  static ArchiveBytes of(String name, byte[] content) {
    return new ArchiveBytes(name, null, content);
  }

  /** Returns the archive's name, as the template has it. */
  String name() {
    return name;
  }

  /** Opens the bytes; the caller must close them. */
  Opened open() throws IOException {
    return file == null ? new Opened(null, content) : new Opened(open(file), null);
  }

  /** Opens the bytes to read one entry, maybe among others; the caller must close them. */
  Opened openForEntry() throws IOException {
    byte @Nullable [] known = copy.get();
    if (known != null) {
      return new Opened(null, known);
    }
    if (file != null && wasRead && file.toFile().length() <= SMALL) {
      return new Opened(null, readAll());
    }
    wasRead = true;
    return open();
  }

  private byte[] readAll() throws IOException {
    try (Opened opened = open()) {
      byte[] all = opened.read(0, (int) Math.min(opened.size(), SMALL));
      copy = new WeakReference<>(all);
      return all;
    }
  }

  private static RandomAccessFile open(Path file) throws IOException {
    try {
      return new RandomAccessFile(file.toFile(), "r");
    } catch (IOException e) {
      throw Failures.notOpened(file, e);
    }
  }

  /** Returns an unsigned number of two bytes, the lower one first. */
  static int half(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  /** Returns a number of four bytes, the lowest one first. */
  static int number(byte[] bytes, int at) {
    return half(bytes, at) | half(bytes, at + 2) << 16;
  }

  /** Returns a number of eight bytes, the lowest one first. */
  static long large(byte[] bytes, int at) {
    return Integer.toUnsignedLong(number(bytes, at)) | (long) number(bytes, at + 4) << 32;
  }

  /**
   * Bytes that can be read at any position: those of a file, or in memory. No channel: that takes a
   * JVM milliseconds to get ready, and an interrupt closes it.
   */
  static final class Opened implements Closeable {

    private final @Nullable RandomAccessFile file;
    private final byte @Nullable [] content;

    private Opened(@Nullable RandomAccessFile file, byte @Nullable [] content) {
      this.file = file;
      this.content = content;
    }

    long size() throws IOException {
      return file != null ? file.length() : content == null ? 0 : content.length;
    }

    /**
     * Returns bytes.
     *
     * @throws IOException if there are fewer
     */
    byte[] read(long position, int size) throws IOException {
      byte[] bytes = new byte[size];
      if (file != null) {
        file.seek(position);
        file.readFully(bytes);
      } else if (content == null || position < 0 || position > content.length - size) {
        throw Failures.tooShort();
      } else {
        System.arraycopy(content, (int) position, bytes, 0, size);
      }
      return bytes;
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
