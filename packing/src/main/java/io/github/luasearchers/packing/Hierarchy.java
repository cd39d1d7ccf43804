package io.github.luasearchers.packing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Which class extends which, among those of a jar and of the JDK. None of them is loaded. */
final class Hierarchy {

  private static final String OBJECT = "java/lang/Object";

  private final Contents contents;

  Hierarchy(Contents contents) {
    this.contents = contents;
  }

  /** Returns the class that both extend or are. To the verifier an interface is an Object. */
  String commonSuperclass(String first, String second) {
    Set<String> above = new LinkedHashSet<>();
    for (String name = first; name != null; name = superclass(name)) {
      above.add(name);
    }
    for (String name = second; name != null; name = superclass(name)) {
      if (above.contains(name)) {
        return name;
      }
    }
    return OBJECT;
  }

  private @Nullable String superclass(String name) {
    if (name.equals(OBJECT)) {
      return null;
    }
    ClassReader reader = reader(name);
    return (reader.getAccess() & Opcodes.ACC_INTERFACE) == 0 ? reader.getSuperName() : OBJECT;
  }

  private ClassReader reader(String name) {
    byte[] bytes = contents.type(name);
    if (bytes != null) {
      return new ClassReader(bytes);
    }
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no class " + name);
      }
      return new ClassReader(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
