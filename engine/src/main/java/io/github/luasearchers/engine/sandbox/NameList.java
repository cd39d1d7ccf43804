package io.github.luasearchers.engine.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a list of names next to this class: one per line, without lines that begin with #. */
final class NameList {

  private NameList() {}

  static List<String> read(String file) {
    List<String> names = new ArrayList<>();
    try (InputStream in = open(file)) {
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
      for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && line.charAt(0) != '#') {
          names.add(line.trim());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
    return names;
  }

  private static InputStream open(String file) throws IOException {
    @Nullable InputStream in = NameList.class.getResourceAsStream(file);
    if (in == null) {
      throw new IOException("not in the engine's jar");
    }
    return in;
  }
}
