package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.provider.Arguments;

/** Compares what scripts can read of errors and of the debug library with each interpreter. */
@EnabledOnOs(OS.LINUX)
final class MessagesTest extends GoldenScripts {

  static List<Arguments> scripts() {
    List<Arguments> scripts = new ArrayList<>();
    for (Level level : Level.values()) {
      scripts.add(Arguments.of("messages", level));
      scripts.add(Arguments.of("syntax", level));
      scripts.add(Arguments.of("inspect", level));
      if (level.hasIntegers()) {
        scripts.add(Arguments.of("operators", level));
      }
    }
    return scripts;
  }
}
