package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.Settings;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.Setting;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes one letter of each setting that there is, of the engine's and of each searcher's, in each
 * place where settings are given: nothing misspelt passes, unless it is another setting.
 */
class MisspeltSettingsTest {

  private static final String PREFIX = "lua.";
  private static final String REPOSITORIES = "lua.http.repositories";
  private static final String REPOSITORY = "company";

  private final Set<String> keys = keys();

  /** Where settings are given. */
  private interface Place {
    LuaScriptEngine engine(String key) throws Exception;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (Field field : Settings.class.getFields()) {
      try {
        keys.add((String) field.get(null));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    for (LuaSearcherProvider provider : ServiceLoader.load(LuaSearcherProvider.class)) {
      for (Setting<?> setting : provider.settings()) {
        String name = setting.names().isPresent() ? REPOSITORY + "." : "";
        keys.add(PREFIX + provider.name() + "." + name + setting.key());
      }
    }
    keys.add("lua.path.binary"); // of Lua's own searcher, which no jar provides
    return keys;
  }

  /** Returns a key with a letter replaced, left out, doubled, or in the place of the next. */
  private Set<String> misspellings(String key) {
    Set<String> wrong = new TreeSet<>();
    for (int i = PREFIX.length(); i < key.length(); i++) {
      String before = key.substring(0, i);
      String after = key.substring(i + 1);
      char letter = key.charAt(i);
      wrong.add(before + (letter == 'x' ? 'y' : 'x') + after);
      wrong.add(before + after);
      wrong.add(before + letter + letter + after);
      if (!after.isEmpty()) {
        wrong.add(before + after.charAt(0) + letter + after.substring(1));
      }
    }
    wrong.removeAll(keys);
    wrong.removeIf(each -> !each.startsWith(PREFIX));
    return wrong;
  }

  private int assertCaught(Place place) throws Exception {
    int count = 0;
    for (String key : keys) {
      for (String wrong : misspellings(key)) {
        try (LuaScriptEngine engine = place.engine(wrong)) {
          assertThat(catchThrowable(() -> engine.eval("return 1")))
              .as(wrong)
              .isInstanceOf(ScriptException.class)
              .hasMessageStartingWith("unknown setting " + wrong + " in ");
        }
        count++;
      }
    }
    return count;
  }

  @Test
  void thereAreMany() {
    assertThat(keys)
        .hasSizeGreaterThan(80)
        .contains(
            "lua.searchers",
            "lua.limits.time",
            "lua.path.binary",
            "lua.classpath.exact-case",
            "lua.jar.max-size",
            "lua.http.lock",
            "lua.http.company.url",
            "lua.http.company.tls.keys");
  }

  @Test
  void inTheBuilder() throws Exception {
    int count =
        assertCaught(
            key ->
                LuaScriptEngine.builder()
                    .setting(REPOSITORIES, REPOSITORY)
                    .setting(key, "true")
                    .build());
    assertThat(count).isGreaterThan(3_000);
  }

  @Test
  void amongTheSystemProperties() throws Exception {
    System.setProperty(REPOSITORIES, REPOSITORY);
    try {
      for (String key : keys) {
        for (String wrong : misspellings(key)) {
          System.setProperty(wrong, "true");
          try (LuaScriptEngine engine = LuaScriptEngine.builder().build()) {
            assertThat(catchThrowable(() -> engine.eval("return 1")))
                .hasMessageStartingWith("unknown setting " + wrong + " in the system properties: ");
          } finally {
            System.clearProperty(wrong);
          }
        }
      }
    } finally {
      System.clearProperty(REPOSITORIES);
    }
  }

  @Test
  void amongTheAttributes() throws Exception {
    assertCaught(
        key -> {
          LuaScriptEngine engine =
              LuaScriptEngine.builder().setting(REPOSITORIES, REPOSITORY).build();
          engine.put(key, "true");
          return engine;
        });
  }

  @Test
  void inTheFile(@TempDir Path temp) throws IOException {
    for (String key : keys) {
      String wrong = misspellings(key).iterator().next();
      Path folder = Files.createDirectory(temp.resolve(key));
      Files.writeString(
          folder.resolve("lua.properties"), wrong + "=true\n" + REPOSITORIES + "=company\n");
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, MisspeltSettingsTest.class.getClassLoader());
      try (loader;
          LuaScriptEngine engine = LuaScriptEngine.builder().classLoader(loader).build()) {
        assertThat(catchThrowable(() -> engine.eval("return 1")))
            .hasMessageStartingWith("unknown setting " + wrong + " in lua.properties: ");
      }
    }
  }
}
