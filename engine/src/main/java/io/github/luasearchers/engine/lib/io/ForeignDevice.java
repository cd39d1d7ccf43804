package io.github.luasearchers.engine.lib.io;

import java.io.IOException;
import org.luaj.vm2.Varargs;

/** A file that C code has opened and reads and writes as well, so that nothing is kept here. */
final class ForeignDevice extends Device {

  private final ForeignStream stream;

  ForeignDevice(ForeignStream stream) {
    this.stream = stream;
  }

  @Override
  boolean isOpen() {
    return stream.isOpen();
  }

  @Override
  boolean isDirect() {
    return true;
  }

  @Override
  int read(byte[] bytes, int offset, int length) throws IOException {
    return stream.read(bytes, offset, length);
  }

  @Override
  void unread(byte last) throws IOException {
    stream.unread(last);
  }

  @Override
  void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
  }

  @Override
  long seek(long offset, int whence) throws IOException {
    return stream.seek(offset, whence);
  }

  @Override
  boolean canRead() {
    return true; // C says whether it can
  }

  @Override
  boolean canWrite() {
    return true;
  }

  @Override
  void flush() throws IOException {
    stream.flush();
  }

  @Override
  void setBuffering(int mode, long size) throws IOException {
    stream.setBuffering(mode, size);
  }

  @Override
  Varargs close() throws IOException {
    return stream.close();
  }
}
