package io.github.luasearchers.searchers.rocks.data;

import java.io.IOException;

/** Thrown if a document can't be read as data; the message has the document's name and the line. */
public final class DataException extends IOException {

  private static final long serialVersionUID = 1;

  DataException(String document, int line, String problem) {
    super("'" + document + "' is malformed: line " + line + ": " + problem);
  }
}
