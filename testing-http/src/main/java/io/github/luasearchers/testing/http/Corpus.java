package io.github.luasearchers.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes down what was tried and what became of it: {@code target/hostile-http-corpus.txt}. */
public final class Corpus {

  private static final Path FILE = Path.of("target", "hostile-http-corpus.txt");

  private static boolean begun;

  private Corpus() {}

  /**
   * Adds a line.
   *
   * @param family the kind of what was tried: answers, framing, modes, lock, secrets
   * @param verdict what became of it: a value or a message
   */
  public static synchronized void add(String family, String tried, Object verdict)
      throws IOException {
    String line = (family + " | " + tried + " | " + verdict).replaceAll("[\\s\\p{Cntrl}]+", " ");
    Files.createDirectories(FILE.toAbsolutePath().getParent());
    if (begun) {
      Files.write(FILE, List.of(line), UTF_8, StandardOpenOption.APPEND);
    } else {
      Files.write(FILE, List.of(line), UTF_8);
      begun = true;
    }
  }
}
