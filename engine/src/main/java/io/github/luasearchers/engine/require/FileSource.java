package io.github.luasearchers.engine.require;

import com.google.common.io.ByteSource;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The content of a file. Its failures are worded as {@code luaL_loadfile} words them. */
final class FileSource extends ByteSource {

  private final String name;

  FileSource(String name) {
    this.name = name;
  }

  @Override
  public InputStream openStream() throws IOException {
    try {
      return new FileInputStream(name);
    } catch (IOException e) {
      throw new IOException(reason(String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public byte[] read() throws IOException {
    try (InputStream in = openStream()) {
      return in.readAllBytes();
    }
  }

  /** Makes {@code cannot open ./a: Permission denied} of {@code ./a (Permission denied)}. */
  private String reason(String message) {
    int paren = message.lastIndexOf('(');
    @Nullable String reason =
        paren >= 0 && message.endsWith(")")
            ? message.substring(paren + 1, message.length() - 1)
            : message;
    String what = reason.equals("Is a directory") ? "read" : "open";
    return "cannot " + what + " " + name + ": " + reason;
  }
}
