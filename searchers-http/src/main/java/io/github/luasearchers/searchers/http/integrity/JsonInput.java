package io.github.luasearchers.searchers.http.integrity;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON strictly (RFC 8259). Errors have line and column. */
final class JsonInput {

  private static final Pattern POSITION = Pattern.compile(" at line (\\d+) column (\\d+)");

  private final String name;
  private final JsonReader reader;

  private JsonInput(String name, String text) {
    this.name = name;
    this.reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
  }

  /** Reads the value at the reader's position. */
  interface Part {
    void read(JsonInput in) throws IOException;
  }

  /** Reads the value of one member of an object. */
  interface Member {
    void read(String key) throws IOException;
  }

  /** Reads one element of an array. */
  interface Element {
    void read() throws IOException;
  }

  /**
   * Reads a document.
   *
   * @param name what errors call it
   * @throws IOException if it is no JSON, or not what the part expects; with line and column
   */
  static void read(String name, byte[] document, Part part) throws IOException {
    JsonInput in = new JsonInput(name, decode(name, document));
    try {
      part.read(in);
      if (in.reader.peek() != JsonToken.END_DOCUMENT) {
        throw in.error("the document should end here");
      }
    } catch (MalformedJsonException e) {
      throw in.error("this is not JSON", e);
    } catch (EOFException e) {
      throw in.error("it ends too early", e);
    }
  }

  private static String decode(String name, byte[] document) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("'" + name + "' is malformed: it is not UTF-8", e);
    }
  }

  /** Reads an object, each of whose keys must be there once. */
  void object(Member member) throws IOException {
    expect(JsonToken.BEGIN_OBJECT, "an object");
    reader.beginObject();
    Set<String> keys = new HashSet<>();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (!keys.add(key)) {
        throw error("the key '" + Printable.text(key) + "' is there twice");
      }
      member.read(key);
    }
    reader.endObject();
  }

  void array(Element element) throws IOException {
    expect(JsonToken.BEGIN_ARRAY, "an array");
    reader.beginArray();
    while (reader.hasNext()) {
      element.read();
    }
    reader.endArray();
  }

  String string() throws IOException {
    expect(JsonToken.STRING, "a string");
    return reader.nextString();
  }

  /** Reads a whole number that is not negative. */
  long number() throws IOException {
    return number(Long.MAX_VALUE);
  }

  long number(long most) throws IOException {
    expect(JsonToken.NUMBER, "a number");
    String digits = reader.nextString();
    try {
      long number = Long.parseLong(digits);
      if (number > most) {
        throw error("'" + Printable.text(digits) + "' is more than there can be: " + most);
      }
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The error below says it.
    }
    throw error("'" + Printable.text(digits) + "' is not a whole number from 0 up");
  }

  Digest digest() throws IOException {
    String text = string();
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads a value and forgets it. */
  void skip() throws IOException {
    reader.skipValue();
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (reader.peek() != token) {
      throw error(what + " is expected here");
    }
  }

  IOException error(String sentence) {
    return new IOException(place() + sentence);
  }

  private IOException error(String sentence, Exception cause) {
    return new IOException(place() + sentence, cause);
  }

  private String place() {
    // The reader has no other way to tell its position.
    Matcher position = POSITION.matcher(reader.toString());
    String where =
        position.find() ? "line " + position.group(1) + ", column " + position.group(2) + ", " : "";
    return "'"
        + name
        + "' is malformed: "
        + where
        + "at "
        + Printable.text(reader.getPath())
        + ": ";
  }
}
