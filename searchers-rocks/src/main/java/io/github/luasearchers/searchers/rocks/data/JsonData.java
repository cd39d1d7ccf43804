package io.github.luasearchers.searchers.rocks.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON form of a manifest, which servers offer beside the Lua form. */
public final class JsonData {

  private static final Pattern LINE = Pattern.compile(" at line (\\d+)");

  private final JsonReader reader;

  /** Texts that come again are one object. */
  private final Map<String, String> texts = new HashMap<>();

  private JsonData(JsonReader reader) {
    this.reader = reader;
  }

  /**
   * Returns the object that a document is.
   *
   * @param name what errors call it
   * @throws DataException if it is no JSON, or no object
   */
  public static DataTable read(String name, byte[] document) throws IOException {
    try (JsonReader reader =
        new JsonReader(new InputStreamReader(new ByteArrayInputStream(document), UTF_8))) {
      reader.setStrictness(Strictness.STRICT);
      try {
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
          throw new DataException(name, line(reader), "an object is expected");
        }
        DataTable table = new JsonData(reader).object();
        if (reader.peek() != JsonToken.END_DOCUMENT) {
          throw new DataException(name, line(reader), "the document should end here");
        }
        return table;
      } catch (MalformedJsonException | EOFException | IllegalStateException e) {
        throw new DataException(name, line(reader), "this is not JSON");
      }
    }
  }

  /** The reader has no other way to tell its position. */
  private static int line(JsonReader reader) {
    Matcher line = LINE.matcher(reader.toString());
    return line.find() ? Integer.parseInt(line.group(1)) : 1;
  }

  private @Nullable Object value() throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> text(reader.nextString());
      case NUMBER -> reader.nextDouble();
      case BOOLEAN -> reader.nextBoolean();
      default -> {
        reader.nextNull();
        yield null;
      }
    };
  }

  private DataTable object() throws IOException {
    DataTable table = new DataTable();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = text(reader.nextName());
      table.put(key, value());
    }
    reader.endObject();
    table.trim();
    return table;
  }

  private DataTable array() throws IOException {
    DataTable table = new DataTable();
    reader.beginArray();
    while (reader.hasNext()) {
      @Nullable Object value = value();
      if (value != null) {
        table.add(value);
      }
    }
    reader.endArray();
    table.trim();
    return table;
  }

  /** Returns a text a byte a character, as in the Lua form. */
  private String text(String text) {
    String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
    return texts.computeIfAbsent(bytes, same -> same);
  }
}
