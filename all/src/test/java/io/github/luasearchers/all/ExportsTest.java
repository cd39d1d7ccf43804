package io.github.luasearchers.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The modules export what users type, and all that this takes. (The compiler's own lint can't be
 * asked: it would have every user of a module path provide JSpecify.)
 */
class ExportsTest {

  private static final List<Path> MODULES =
      List.of(
          Path.of("../engine"),
          Path.of("../searchers-http"),
          Path.of("../searchers-jar"),
          Path.of("../searchers-rocks"),
          Path.of("../spi"));

  private static final Pattern TYPE = Pattern.compile("io\\.github\\.luasearchers\\.[\\w.$]+");

  @Test
  void exportedTypes_mentionNoTypeThatIsNot() throws Exception {
    Set<String> exported = new TreeSet<>();
    List<Class<?>> types = new ArrayList<>();
    for (ModuleReference module : modules()) {
      for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
        if (!exports.isQualified()) {
          exported.add(exports.source());
          types.addAll(publicTypes(module, exports.source()));
        }
      }
    }
    Set<String> mentioned = new TreeSet<>();
    for (Class<?> type : types) {
      addMentioned(type, mentioned);
    }
    assertThat(mentioned).contains("io.github.luasearchers.spi.SearchResult");
    assertThat(mentioned)
        .filteredOn(name -> !exported.contains(name.substring(0, name.lastIndexOf('.'))))
        .isEmpty();
  }

  @Test
  void exportedTypes_sayInWhichVersionTheyCame() throws Exception {
    int checked = 0;
    for (ModuleReference module : modules()) {
      for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
        if (exports.isQualified()) {
          continue;
        }
        for (Class<?> type : publicTypes(module, exports.source())) {
          assertThat(comment(type))
              .as(type.getName())
              .containsPattern("@since \\d+\\.\\d+\\.\\d+\n");
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(20);
  }

  /** Returns the Javadoc comment before a type's declaration. */
  private static String comment(Class<?> type) throws Exception {
    String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    for (Path module : MODULES) {
      Path source = module.resolve("src/main/java").resolve(file);
      if (Files.exists(source)) {
        String text = Files.readString(source);
        Matcher declaration =
            Pattern.compile("(class|interface|record|enum) " + type.getSimpleName() + "\\b")
                .matcher(text);
        while (declaration.find()) {
          String before = text.substring(0, declaration.start());
          String comment = before.substring(Math.max(before.lastIndexOf("/**"), 0));
          if (comment.indexOf(';') < 0 || comment.lastIndexOf("*/") > comment.lastIndexOf(';')) {
            return comment;
          }
        }
      }
    }
    throw new AssertionError("no source of " + type);
  }

  @Test
  void descriptors_provideWhatServicesFilesName() throws Exception {
    for (ModuleReference module : modules()) {
      for (ModuleDescriptor.Provides provides : module.descriptor().provides()) {
        String file = "META-INF/services/" + provides.service();
        try (var reader = module.open()) {
          String text = new String(reader.open(file).orElseThrow().readAllBytes());
          assertThat(text.lines())
              .as(module.descriptor().name() + ": " + file)
              .filteredOn(line -> !line.isBlank())
              .containsExactlyInAnyOrderElementsOf(provides.providers());
        }
      }
      try (var reader = module.open();
          Stream<String> files = reader.list()) {
        assertThat(files.filter(file -> file.matches("META-INF/services/[^/]+")))
            .hasSameSizeAs(module.descriptor().provides());
      }
    }
  }

  private static List<ModuleReference> modules() throws Exception {
    List<ModuleReference> modules = new ArrayList<>();
    for (var place : Jvm.separate()) {
      for (ModuleReference module : ModuleFinder.of(place).findAll()) {
        if (module.descriptor().name().startsWith("io.github.luasearchers.")) {
          assertThat(module.descriptor().isAutomatic()).as(place.toString()).isFalse();
          modules.add(module);
        }
      }
    }
    assertThat(modules).hasSize(6);
    return modules;
  }

  private static List<Class<?>> publicTypes(ModuleReference module, String pack) throws Exception {
    List<Class<?>> types = new ArrayList<>();
    String folder = pack.replace('.', '/') + "/";
    try (var reader = module.open();
        Stream<String> files = reader.list()) {
      for (String file : files.toList()) {
        if (file.matches(Pattern.quote(folder) + "[^/]+\\.class") && !file.contains("-info")) {
          String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
          Class<?> type = Class.forName(name, false, ExportsTest.class.getClassLoader());
          if (isSeen(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  /** Tells whether users can name a type. */
  private static boolean isSeen(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isSeen(outer));
  }

  private static void addMentioned(Class<?> type, Set<String> mentioned) {
    add(type.getGenericSuperclass(), mentioned);
    for (Type each : type.getGenericInterfaces()) {
      add(each, mentioned);
    }
    for (Field field : type.getDeclaredFields()) {
      if (isApi(field.getModifiers())) {
        add(field.getGenericType(), mentioned);
      }
    }
    Stream.<Executable>concat(
            Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
        .filter(each -> isApi(each.getModifiers()))
        .forEach(each -> addMentioned(each, mentioned));
  }

  private static void addMentioned(Executable each, Set<String> mentioned) {
    if (each instanceof Method method) {
      add(method.getGenericReturnType(), mentioned);
    }
    for (Type type : each.getGenericParameterTypes()) {
      add(type, mentioned);
    }
    for (Type type : each.getGenericExceptionTypes()) {
      add(type, mentioned);
    }
  }

  private static boolean isApi(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static void add(Type type, Set<String> mentioned) {
    Matcher names = TYPE.matcher(type == null ? "" : type.getTypeName());
    while (names.find()) {
      mentioned.add(names.group().replaceFirst("\\$.*", ""));
    }
  }
}
