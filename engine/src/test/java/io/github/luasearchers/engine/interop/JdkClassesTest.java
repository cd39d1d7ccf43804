package io.github.luasearchers.engine.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.sandbox.JavaAccess;
import io.github.luasearchers.engine.sandbox.JdkClasses;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Walks over every public class of the JDK that the tests run on, and compares what patterns mean
 * of them with the list that was looked through.
 */
class JdkClassesTest {

  private static final JavaAccess ALL = JavaAccess.of(List.of("**"));

  private static List<Class<?>> classes;

  @BeforeAll
  static void walk() throws IOException {
    classes = Jdk.publicClasses();
    assertThat(classes).hasSizeGreaterThan(4_000);
  }

  private static List<String> checkedIn() throws IOException {
    try (InputStream in = JdkClasses.class.getResourceAsStream("jdk-classes.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().collect(Collectors.toList());
    }
  }

  private static TreeSet<String> namesIn(List<String> lines) {
    TreeSet<String> names = new TreeSet<>(lines);
    names.removeIf(line -> line.isEmpty() || line.startsWith("#"));
    return names;
  }

  @Test
  void list_isWhatTheRuleSays() throws IOException {
    List<String> ruled = HarmlessRule.file(classes);
    Files.write(Files.createDirectories(Path.of("target")).resolve("jdk-classes.txt"), ruled);
    if (Runtime.version().feature() == 17) {
      assertThat(checkedIn()).isEqualTo(ruled);
    } else {
      // What is new is for nobody to see; what is old must not have changed for the worse.
      assertThat(namesIn(ruled)).containsAll(namesIn(checkedIn()));
    }
  }

  @Test
  void patterns_meanTheListAndNothingElse() throws IOException {
    TreeSet<String> admitted = new TreeSet<>();
    for (Class<?> type : classes) {
      if (ALL.names(type)) {
        admitted.add(type.getName());
      }
    }
    assertThat(admitted).isEqualTo(namesIn(checkedIn()));
  }

  @Test
  void patternOfAPackage_meansWhatTheListHasOfIt() throws IOException {
    TreeSet<String> listed = namesIn(checkedIn());
    TreeSet<String> homes = new TreeSet<>();
    listed.forEach(name -> homes.add(name.substring(0, name.lastIndexOf('.'))));
    assertThat(homes).hasSizeGreaterThan(10);
    for (String home : homes) {
      JavaAccess access = JavaAccess.of(List.of(home + ".*"));
      for (Class<?> type : classes) {
        boolean meant = type.getPackageName().equals(home) && listed.contains(type.getName());
        assertThat(access.names(type)).as("%s of %s.*", type.getName(), home).isEqualTo(meant);
      }
    }
  }

  @Test
  void nameOfAClass_meansThatClassWhateverItIs() {
    for (Class<?> type : classes) {
      assertThat(JavaAccess.of(List.of(type.getName())).names(type)).as(type.getName()).isTrue();
    }
  }

  // ---- what they lead to

  /** What listed classes hand out is listed itself, or opaque, or one of these. */
  @Test
  void listedClasses_leadToNoOthers() {
    Map<Class<?>, String> reached = new TreeMap<>(Comparator.comparing(Class::getName));
    Deque<Class<?>> todo = new ArrayDeque<>();
    for (Class<?> type : classes) {
      if (ALL.names(type)) {
        todo.add(type);
      }
    }
    while (!todo.isEmpty()) {
      for (Member member : shown(todo.remove())) {
        Class<?> type = element(typeOf(member));
        boolean isNew = !type.isPrimitive() && !ALL.names(type) && !ALL.isOpaque(type);
        if (isNew && reached.putIfAbsent(type, member.toString()) == null) {
          todo.add(type);
        }
      }
    }
    reached.keySet().removeIf(type -> HANDED_OUT.contains(type.getName()));
    reached.keySet().removeIf(type -> type.getPackageName().equals("java.nio")); // Of memory.
    assertThat(reached).isEmpty();
  }

  private static final Set<String> HANDED_OUT =
      Set.of(
          "java.io.InputStream", // Base64.Decoder.wrap: around one that is at hand.
          "java.io.OutputStream", // Base64.Encoder.wrap: likewise.
          "java.lang.AbstractStringBuilder", // The builder itself.
          "java.lang.Appendable", // Likewise.
          "java.lang.Throwable", // The cause of an exception.
          "java.util.SequencedCollection", // Interfaces of listed collections, since JDK 21.
          "java.util.SequencedMap",
          "java.util.SequencedSet",
          "java.util.random.RandomGenerator$SplittableGenerator"); // SplittableRandom itself.

  private static List<Member> shown(Class<?> type) {
    List<Member> shown = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (Methods.isOpen(method.getDeclaringClass()) && ALL.shows(type, method)) {
        shown.add(method);
      }
    }
    for (Field field : type.getFields()) {
      if (ALL.shows(type, field)) {
        shown.add(field);
      }
    }
    return shown;
  }

  private static Class<?> typeOf(Member member) {
    return member instanceof Method method ? method.getReturnType() : ((Field) member).getType();
  }

  private static Class<?> element(Class<?> type) {
    return type.isArray() ? element(type.getComponentType()) : type;
  }

  // ---- methods

  /** Whatever is named in this way goes on in other threads, or may. */
  @Test
  void methodsThatGoOnElsewhere_areClosedThoughTheirClassIsNamed() {
    List<String> open = new ArrayList<>();
    for (Class<?> type : classes) {
      JavaAccess named = JavaAccess.of(List.of(type.getName()));
      for (Method method : type.getMethods()) {
        boolean elsewhere =
            method
                .getName()
                .matches("parallel[A-Z]\\w*|parallel|(?!get)\\w+Async|\\w*[oO]rTimeout|fork");
        if (elsewhere && named.shows(type, method)) {
          open.add(method.toString());
        }
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void defaultsOfTheJvm_areClosedThoughTheirClassIsNamed() {
    List<String> open = new ArrayList<>();
    for (Class<?> type : classes) {
      JavaAccess named = JavaAccess.of(List.of(type.getName()));
      String setter = ALL.names(type) ? "set\\w+" : "setDefault";
      for (Method method : type.getMethods()) {
        boolean sets =
            Modifier.isStatic(method.getModifiers())
                && type.getName().startsWith("java.")
                && method.getReturnType() == void.class
                && method.getName().matches(setter);
        // Arrays.setAll fills an array.
        if (sets && type != Arrays.class && named.shows(type, method)) {
          open.add(method.toString());
        }
      }
    }
    assertThat(open).isEmpty();
  }
}
