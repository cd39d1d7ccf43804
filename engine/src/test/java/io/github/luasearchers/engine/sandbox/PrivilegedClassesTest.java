package io.github.luasearchers.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.spi.LuaSearcher;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A pattern that fits our own packages opens nothing of them: each class of the jars is tried. */
class PrivilegedClassesTest {

  /** Types of the users' that have constants or constructors. */
  private static final Pattern USERS =
      Pattern.compile(
          "luasearchers\\.engine\\.(Settings|ModuleLocation|SearchListener|BundleReport"
              + "|PrefetchReport|ReloadReport|ReloadOption)\\b");

  private static final JavaAccess WIDE = JavaAccess.of(List.of("io.github.**"));

  @Test
  void ourOwnClasses_showNothingButTheUsersConstants() throws Exception {
    List<String> shown = new ArrayList<>();
    for (Class<?> type : ours()) {
      if (Modifier.isPublic(type.getModifiers())) {
        addShown(type, shown);
      }
    }
    assertThat(shown).isNotEmpty().allMatch(each -> USERS.matcher(each).find());
  }

  private static void addShown(Class<?> type, List<String> shown) {
    for (Method each : type.getDeclaredMethods()) {
      if (isPublicStatic(each.getModifiers()) && WIDE.shows(type, each)) {
        shown.add(each.toString());
      }
    }
    for (Field each : type.getDeclaredFields()) {
      if (isPublicStatic(each.getModifiers()) && WIDE.shows(type, each)) {
        shown.add(each.toString());
      }
    }
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      if (Modifier.isPublic(each.getModifiers()) && WIDE.shows(each)) {
        shown.add(each.toString());
      }
    }
  }

  private static boolean isPublicStatic(int modifiers) {
    return Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers);
  }

  private static List<Class<?>> ours() throws Exception {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> anchor : List.of(LuaScriptEngine.class, LuaSearcher.class)) {
      Path root = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
          String name = root.relativize(file).toString().replace('/', '.');
          if (!name.endsWith("-info.class")) {
            found.add(Class.forName(name.substring(0, name.length() - ".class".length())));
          }
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(250);
    return found;
  }
}
