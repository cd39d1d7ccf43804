package io.github.luasearchers.all;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteSource;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** The libraries within the jar of all: LuaJ's classes, which are renewed, and a part of Guava. */
class LibrariesTest {

  private static final String CLASS = ".class";

  @Test
  void luaj_isInTheFormatOfJava17() throws Exception {
    try (JarFile jar = new JarFile(Jvm.ALL.toFile())) {
      for (String name : classes("org/luaj/")) {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
          assertThat(new ClassReader(in).readShort(6)).as(name).isEqualTo((short) Opcodes.V17);
        }
      }
    }
  }

  /** Each is checked by the verifier, and initialized. What one lacks would be an error here. */
  @Test
  void luajAndTheHeartOfGuava_canBeLoaded() throws Exception {
    try (URLClassLoader loader = loader()) {
      for (String prefix :
          List.of("org/luaj/", "com/google/common/io/", "com/google/common/hash/")) {
        Set<String> names = classes(prefix);
        assertThat(names).as(prefix).hasSizeGreaterThan(20);
        for (String name : names) {
          String binary = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
          assertThat(Class.forName(binary, true, loader).getClassLoader()).isSameAs(loader);
        }
      }
    }
  }

  @Test
  void guava_isUnchanged_butLessThanTheWhole() throws Exception {
    Set<String> part = classes("com/google/common/");
    Path whole = Jvm.guava().get(0);
    int there;
    try (JarFile jar = new JarFile(Jvm.ALL.toFile());
        JarFile guava = new JarFile(whole.toFile())) {
      there = (int) guava.stream().filter(entry -> entry.getName().endsWith(CLASS)).count();
      for (String name : part) {
        if (!name.startsWith("com/google/common/util/concurrent/internal/")) {
          assertThat(jar.getEntry(name).getCrc()).isEqualTo(guava.getEntry(name).getCrc());
        }
      }
    }
    assertThat(part).hasSizeLessThan(there * 9 / 10);
  }

  @Test
  void byteSource_isThereWithAllThatItsUsersName() throws Exception {
    Set<String> needed = new TreeSet<>();
    for (Method method : ByteSource.class.getMethods()) {
      needed.add(method.getReturnType().getName());
      for (Class<?> type : method.getParameterTypes()) {
        needed.add(type.getName());
      }
    }
    needed.removeIf(name -> !name.startsWith("com.google."));
    assertThat(needed)
        .contains("com.google.common.io.CharSource", "com.google.common.base.Optional");
    try (URLClassLoader loader = loader()) {
      for (String name : needed) {
        Class<?> here = Class.forName(name, true, loader);
        assertThat(signatures(here)).isEqualTo(signatures(Class.forName(name)));
      }
    }
  }

  private static Set<String> signatures(Class<?> type) {
    Set<String> signatures = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        signatures.add(method.toGenericString());
      }
    }
    return signatures;
  }

  private static URLClassLoader loader() throws Exception {
    URL[] jar = {Jvm.ALL.toUri().toURL()};
    return new URLClassLoader(jar, ClassLoader.getPlatformClassLoader());
  }

  private static Set<String> classes(String prefix) throws Exception {
    Set<String> names = new TreeSet<>();
    try (JarFile jar = new JarFile(Jvm.ALL.toFile())) {
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(prefix) && name.endsWith(CLASS))
          .forEach(names::add);
    }
    return names;
  }
}
