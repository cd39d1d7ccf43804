package io.github.luasearchers.searchers.jar;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessMode;
import java.nio.file.Path;

/** An archive's bytes: in a file, which is opened for each access, or in memory. */
interface ArchiveBytes {

  /** Opens the bytes; the caller must close them. */
  Opened open() throws IOException;

  static ArchiveBytes of(Path file) {
    // No lambda: the first of those costs a JVM as much time as ten modules.
    return new ArchiveBytes() {
      @Override
      public Opened open() throws IOException {
        return OfFile.open(file);
      }
    };
  }

  static ArchiveBytes of(byte[] content) {
    return () -> new OfArray(content);
  }

  /** Bytes that can be read at any position. */
  interface Opened extends Closeable {

    long size() throws IOException;

    /**
     * Returns bytes, in the byte order of archives.
     *
     * @throws EOFException if there are fewer
     */
    ByteBuffer read(long position, int size) throws IOException;
  }

  /**
   * The bytes of a file. No channel: that takes a JVM milliseconds to get ready, and an interrupt
   * closes it.
   */
  record OfFile(RandomAccessFile file) implements Opened {

    static OfFile open(Path file) throws IOException {
      try {
        return new OfFile(new RandomAccessFile(file.toFile(), "r"));
      } catch (FileNotFoundException e) {
        // It says so whatever the reason is; this tells them apart.
        file.getFileSystem().provider().checkAccess(file, AccessMode.READ);
        throw e;
      }
    }

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public ByteBuffer read(long position, int size) throws IOException {
      byte[] bytes = new byte[size];
      file.seek(position);
      file.readFully(bytes);
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** Bytes in memory. */
  @SuppressWarnings("ArrayRecordComponent") // It is never compared.
  record OfArray(byte[] content) implements Opened {

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public ByteBuffer read(long position, int size) throws IOException {
      if (position < 0 || position > content.length - size) {
        throw new EOFException();
      }
      ByteBuffer copy = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
      return copy.put(content, (int) position, size).flip();
    }

    @Override
    public void close() {}
  }
}
