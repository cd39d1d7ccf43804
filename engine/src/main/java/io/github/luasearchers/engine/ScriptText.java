package io.github.luasearchers.engine;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Objects;
import javax.script.ScriptException;

/** The text of a script that a host gives as a reader. */
final class ScriptText {

  private ScriptText() {}

  /** Reads a script to its end. The reader stays open: it is the caller's. */
  static String read(Reader reader) throws ScriptException {
    Objects.requireNonNull(reader, "reader");
    StringWriter text = new StringWriter();
    try {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new ScriptException(e);
    }
    return text.toString();
  }
}
