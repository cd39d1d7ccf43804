package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.lib.LuaStringBuffer;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/**
 * A file with a buffer: C's {@code FILE}. The buffer holds bytes that were read ahead or bytes that
 * are still to be written, never both.
 */
final class FileStream {

  static final int UNBUFFERED = 0;
  static final int FULLY_BUFFERED = 1;
  static final int LINE_BUFFERED = 2;

  /** What glibc takes for files. */
  private static final int BUFFER_SIZE = 4096;

  /** What is read at a time, so that few calls go to the system. */
  private static final int READ_SIZE = 1 << 15;

  private static final int EOF = -1;
  private static final byte[] NO_BYTES = {};

  private final LuaRuntime lua;
  private final Device device;

  /** How much may be read ahead: nothing of what is not the script's alone. */
  private final int readAhead;

  private byte[] buffer = NO_BYTES;

  /** The next byte to read, while there are such. */
  private int next;

  /** The end of the bytes in the buffer. */
  private int end;

  private boolean writing;

  /** What else uses the file and is closed before it. */
  private @Nullable Closeable companion;

  private int mode;
  private int writeSize = BUFFER_SIZE;

  FileStream(LuaRuntime lua, Device device) {
    this.lua = lua;
    this.device = device;
    this.readAhead = device.isDirect() ? 1 : READ_SIZE;
    this.mode = device.isDirect() ? UNBUFFERED : FULLY_BUFFERED;
  }

  // ---- reading

  /** Makes sure that there is a byte to read. Tells whether there is one. */
  private boolean fill() throws IOException {
    if (next < end && !writing) {
      return true;
    }
    beginReading();
    if (buffer.length < readAhead) {
      buffer = new byte[readAhead];
    }
    lua.checkpoint();
    next = 0;
    end = Math.max(0, device.read(buffer, 0, readAhead));
    return end > 0;
  }

  private void beginReading() throws IOException {
    if (!device.canRead()) {
      throw new Errno(Errno.EBADF);
    }
    if (writing) {
      flush();
      writing = false;
      next = 0;
      end = 0;
    }
  }

  /** Reads one byte; -1 at the end. */
  int read() throws IOException {
    return fill() ? buffer[next++] & 0xff : EOF;
  }

  /** Returns the next byte and leaves it there; -1 at the end. */
  int peek() throws IOException {
    return fill() ? buffer[next] & 0xff : EOF;
  }

  /** Reads a line, with its end if that is wanted. Returns null at the end. */
  @Nullable LuaString readLine(boolean keepEnd) throws IOException {
    if (!fill()) {
      return null;
    }
    int from = next;
    int at = lineEnd(from);
    if (at < end) {
      next = at + 1;
      return LuaText.copy(buffer, from, (keepEnd ? at + 1 : at) - from);
    }
    return readLongLine(keepEnd);
  }

  /** Returns where in the buffer the line ends; the buffer's end if beyond. */
  private int lineEnd(int from) {
    byte[] bytes = buffer;
    int at = from;
    int limit = end;
    while (at < limit && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private LuaString readLongLine(boolean keepEnd) throws IOException {
    LuaStringBuffer line = new LuaStringBuffer(lua, 2 * (end - next) + 32);
    while (fill()) {
      int from = next;
      int at = lineEnd(from);
      line.append(buffer, from, at - from);
      next = Math.min(at + 1, end);
      if (at < end) {
        if (keepEnd) {
          line.append('\n');
        }
        break;
      }
    }
    return line.toLuaString();
  }

  /** Reads so many bytes, or fewer at the end. */
  LuaString read(long count) throws IOException {
    beginReading();
    LuaStringBuffer bytes = new LuaStringBuffer(lua, (int) Math.min(count, READ_SIZE));
    appendTo(bytes, count);
    return bytes.toLuaString();
  }

  /** Reads all bytes to the end. */
  LuaString readAll() throws IOException {
    return read(Long.MAX_VALUE);
  }

  private void appendTo(LuaStringBuffer bytes, long count) throws IOException {
    long left = count;
    int buffered = (int) Math.min(left, end - next);
    bytes.append(buffer, next, buffered);
    next += buffered;
    left -= buffered;
    byte[] block = left > 0 ? new byte[(int) Math.min(left, READ_SIZE)] : NO_BYTES;
    while (left > 0) {
      lua.checkpoint();
      int got = device.read(block, 0, (int) Math.min(left, block.length));
      if (got <= 0) {
        return;
      }
      bytes.append(block, 0, got);
      left -= got;
    }
  }

  // ---- writing

  void write(LuaString text) throws IOException {
    lua.chargeBytes(text.m_length);
    int done = 0;
    while (text.m_length - done > Slices.SIZE) {
      write(text.m_bytes, text.m_offset + done, Slices.SIZE);
      done += Slices.SIZE;
      Slices.pause();
    }
    write(text.m_bytes, text.m_offset + done, text.m_length - done);
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    beginWriting();
    if (mode == UNBUFFERED) {
      device.write(bytes, offset, length);
      return;
    }
    if (length > writeSize - end) {
      flushBuffer();
    }
    if (length >= writeSize) {
      device.write(bytes, offset, length);
      return;
    }
    if (buffer.length < writeSize) {
      byte[] grown = new byte[writeSize];
      System.arraycopy(buffer, 0, grown, 0, end);
      buffer = grown;
    }
    System.arraycopy(bytes, offset, buffer, end, length);
    end += length;
    if (mode == LINE_BUFFERED) {
      flushLines();
    }
  }

  private void beginWriting() throws IOException {
    if (!device.canWrite()) {
      throw new Errno(Errno.EBADF);
    }
    if (!writing) {
      if (next < end) {
        device.seek((long) next - end, Device.CURRENT);
      }
      writing = true;
      next = 0;
      end = 0;
    }
  }

  private void flushLines() throws IOException {
    int line = end;
    while (line > 0 && buffer[line - 1] != '\n') {
      line--;
    }
    if (line > 0) {
      int rest = end - line;
      end = 0;
      device.write(buffer, 0, line);
      System.arraycopy(buffer, line, buffer, 0, rest);
      end = rest;
    }
  }

  private void flushBuffer() throws IOException {
    int count = end;
    end = 0;
    if (count > 0) {
      device.write(buffer, 0, count);
    }
  }

  /** Hands all that was written to the system. What can't be written is lost, as in C. */
  void flush() throws IOException {
    if (writing) {
      flushBuffer();
    }
    device.flush();
  }

  // ---- others that use the file as well

  /** Gives back a byte that was looked at only. */
  void giveBack() throws IOException {
    if (next < end && !writing && device.isDirect() && !isStandard()) {
      device.unread(buffer[next]);
      end = next;
    }
  }

  /** Hands all that was written to the system, and gives back all that was read ahead. */
  void settle() throws IOException {
    if (!writing && next < end && !device.isDirect()) {
      device.seek((long) next - end, Device.CURRENT);
      next = 0;
      end = 0;
    }
    flush();
  }

  @Nullable Closeable companion() {
    return companion;
  }

  void accompany(Closeable other) {
    companion = other;
  }

  private void closeCompanion() throws IOException {
    Closeable other = companion;
    if (other != null && !isStandard()) {
      companion = null;
      other.close();
    }
  }

  Device device() {
    return device;
  }

  boolean isOpen() {
    return device.isOpen();
  }

  // ---- the rest

  /** Returns the new position from the start. */
  long seek(long offset, int whence) throws IOException {
    long from = offset;
    if (writing) {
      flushBuffer();
    } else if (whence == Device.CURRENT) {
      from -= end - next;
    }
    long position = device.seek(from, whence);
    next = 0;
    end = 0;
    return position;
  }

  void setBuffering(int newMode, long size) throws IOException {
    if (device.isDirect()) {
      device.setBuffering(newMode, size);
      return;
    }
    if (writing) {
      flushBuffer();
    }
    mode = newMode;
    writeSize = (int) Math.max(1, Math.min(size, 1 << 24));
  }

  boolean canRead() {
    return device.canRead();
  }

  boolean isStandard() {
    return device instanceof StandardDevice;
  }

  /** Closes the file and returns the results of {@code close}. */
  Varargs close() throws IOException {
    try {
      flush();
      closeCompanion();
    } catch (IOException e) {
      device.abandon();
      throw e;
    }
    return device.close();
  }

  /** Closes the file, of which nobody wants to hear any more. */
  void abandon() throws IOException {
    try {
      flush();
      closeCompanion();
    } finally {
      device.abandon();
    }
  }
}
