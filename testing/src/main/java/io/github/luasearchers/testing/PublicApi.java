package io.github.luasearchers.testing;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Describes the public API of a package, with a line for each type and member, for comparison with
 * a file beside the tests: whoever changes the API has to change that file as well.
 */
public final class PublicApi {

  private static final String CLASS = ".class";

  private PublicApi() {}

  /**
   * Describes the public types of one package, and their public and protected members.
   *
   * @param anchor a class of the package, in a folder of compiled classes
   */
  public static String describe(Class<?> anchor) throws IOException, ClassNotFoundException {
    List<String> lines = new ArrayList<>();
    for (String name : new TreeSet<>(names(anchor))) {
      Class<?> type = Class.forName(name, false, anchor.getClassLoader());
      if (isVisible(type)) {
        describe(type, lines);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** Reads the recorded description, which is beside a test class. */
  public static String kept(Class<?> test) throws IOException {
    try (var stream = test.getResourceAsStream("public-api.txt")) {
      if (stream == null) {
        throw new IOException("public-api.txt is missing beside " + test.getName());
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> names(Class<?> anchor) throws IOException {
    URL location = anchor.getProtectionDomain().getCodeSource().getLocation();
    Path folder;
    try {
      folder = Path.of(location.toURI()).resolve(anchor.getPackageName().replace('.', '/'));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(CLASS) && !name.equals("package-info.class"))
          .map(name -> name.substring(0, name.length() - CLASS.length()))
          .map(name -> anchor.getPackageName() + "." + name)
          .toList();
    }
  }

  private static boolean isVisible(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!isVisible(each.getModifiers()) || each.isAnonymousClass() || each.isLocalClass()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static void describe(Class<?> type, List<String> lines) {
    // What a type says of those that extend it is not in the text of all JDKs.
    StringBuilder head =
        new StringBuilder(type.toGenericString().replaceAll("\\b(non-)?sealed ", ""));
    if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
      head.append(" extends ").append(type.getGenericSuperclass().getTypeName());
    }
    for (var each : type.getGenericInterfaces()) {
      head.append(", ").append(each.getTypeName());
    }
    lines.add(head.toString());
    Set<String> members = new TreeSet<>();
    for (Field each : type.getDeclaredFields()) {
      add(each, each.toGenericString(), members);
    }
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      add(each, each.toGenericString(), members);
    }
    for (Method each : type.getDeclaredMethods()) {
      add(each, each.toGenericString(), members);
    }
    for (String each : members) {
      lines.add("  " + each);
    }
  }

  private static <T extends AccessibleObject & Member> void add(
      T member, String text, Set<String> members) {
    if (isVisible(member.getModifiers()) && !member.isSynthetic()) {
      members.add(text);
    }
  }
}
