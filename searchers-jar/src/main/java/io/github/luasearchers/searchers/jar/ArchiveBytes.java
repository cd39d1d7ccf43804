package io.github.luasearchers.searchers.jar;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An archive's bytes: in a file, which is opened for each access, or in memory. */
interface ArchiveBytes {

  /** Opens the bytes; the caller must close them. */
  Opened open() throws IOException;

  static ArchiveBytes of(Path file) {
    return () -> new OfFile(FileChannel.open(file));
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

  /** The bytes of a file. */
  record OfFile(FileChannel channel) implements Opened {

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public ByteBuffer read(long position, int size) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new EOFException();
        }
      }
      return buffer.flip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
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
