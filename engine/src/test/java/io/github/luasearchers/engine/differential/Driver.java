package io.github.luasearchers.engine.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;

/** driver.lua, which both sides run. */
final class Driver {

  private Driver() {}

  static String text() throws IOException {
    try (InputStream stream = Driver.class.getResourceAsStream("driver.lua")) {
      return new String(stream.readAllBytes(), ISO_8859_1);
    }
  }
}
