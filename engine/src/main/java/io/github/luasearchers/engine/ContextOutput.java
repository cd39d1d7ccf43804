package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.engine.value.LuaText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Arrays;
import javax.script.ScriptContext;
import org.jspecify.annotations.Nullable;

/**
 * What Lua writes, to the current writer of the running evaluation's context: as bytes if the
 * writer takes them, else as {@linkplain LuaText text}. A character may arrive in pieces.
 */
final class ContextOutput extends OutputStream {

  private static final byte[] NOTHING = {};

  private final LuaState state;
  private final boolean error;

  /** The beginning of a character whose end is still to come, and the writer that it is for. */
  private byte[] rest = NOTHING;

  private @Nullable Writer restWriter;
  private @Nullable Writer unflushed;

  ContextOutput(LuaState state, boolean error) {
    this.state = state;
    this.error = error;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    @Nullable Writer writer = writer();
    if (restWriter != null && restWriter != writer) {
      finish();
    }
    if (writer == null || length == 0) {
      return;
    }
    state.chargeOutput(length);
    if (unflushed != null && unflushed != writer) {
      unflushed.flush();
    }
    unflushed = writer;
    state.evaluations().hasWritten();
    if (writer instanceof StandardWriter bytesToo) {
      bytesToo.write(bytes, offset, length);
    } else if (rest.length == 0 && isAscii(bytes, offset, length)) {
      writer.write(new String(bytes, offset, length, ISO_8859_1));
    } else {
      decode(writer, bytes, offset, length);
    }
    if (state.evaluations().isIdle()) {
      // A function that Java called back has written this. No evaluation will end and flush.
      flush();
    }
  }

  private @Nullable Writer writer() {
    ScriptContext context = state.scopes().context();
    return error ? context.getErrorWriter() : context.getWriter();
  }

  private static boolean isAscii(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void decode(Writer writer, byte[] bytes, int offset, int length) throws IOException {
    byte[] all = Arrays.copyOf(rest, rest.length + length);
    System.arraycopy(bytes, offset, all, rest.length, length);
    int whole = all.length - unfinished(all);
    rest = whole == all.length ? NOTHING : Arrays.copyOfRange(all, whole, all.length);
    restWriter = rest.length == 0 ? null : writer;
    if (whole > 0) {
      writer.write(LuaText.decode(all, 0, whole));
    }
  }

  /** Returns how many bytes at the end are the beginning of a character. */
  private static int unfinished(byte[] bytes) {
    for (int count = 1; count <= 3 && count <= bytes.length; count++) {
      int first = bytes[bytes.length - count] & 0xff;
      if (first >= 0xc0) {
        int needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        return needed > count && first < 0xf8 ? count : 0;
      }
      if (first < 0x80) {
        return 0;
      }
    }
    return 0;
  }

  /** Writes the beginning of a character whose end never came. */
  private void finish() throws IOException {
    @Nullable Writer writer = restWriter;
    if (writer != null) {
      byte[] broken = rest;
      rest = NOTHING;
      restWriter = null;
      writer.write(LuaText.decode(broken, 0, broken.length));
    }
  }

  @Override
  public void flush() throws IOException {
    @Nullable Writer writer = unflushed;
    if (writer != null) {
      unflushed = null;
      writer.flush();
    }
  }

  /** Passes everything on to the writer, at the end of an evaluation. */
  void end() throws IOException {
    @Nullable Writer writer = unflushed == null ? restWriter : unflushed;
    finish();
    unflushed = writer;
    flush();
  }
}
