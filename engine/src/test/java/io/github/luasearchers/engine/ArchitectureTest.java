package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The packages of the engine stand on each other in one order, and none looks up. */
class ArchitectureTest {

  private static final String ENGINE = "io.github.luasearchers.engine";

  /**
   * From the ground up. Packages of one floor do not know each other; a room is part of its
   * package.
   */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("flight"),
          Set.of("value"),
          Set.of("compiler"),
          Set.of("vm"),
          Set.of("jit"),
          Set.of("sandbox"),
          Set.of("lib", "interop"),
          Set.of("require"),
          Set.of("live"),
          Set.of(""));

  /** What users type and know nothing of the engine: types of the top floor that all may name. */
  private static final Set<String> PLAIN_TYPES =
      Set.of(
          "LuaCallable",
          "TableView",
          "ModuleLocation",
          "ModuleLocation$State",
          "LuaModule",
          "ModuleGraph",
          "PrefetchReport",
          "BundleReport",
          "ReloadReport",
          "ReloadOption",
          "SearchListener",
          "SearchListener$Search",
          "SearchListener$Result",
          "SearchListener$Load");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ENGINE);

  @Test
  void packages_knowThoseBelowThemOnly() {
    Set<String> waysBack = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getName().startsWith(ENGINE + ".") && !maySee(each, target)) {
          waysBack.add(each.getName() + " -> " + target.getName());
        }
      }
    }
    assertThat(waysBack).isEmpty();
  }

  private static boolean maySee(JavaClass from, JavaClass to) {
    return room(from).equals(room(to)) || floor(to) < floor(from) || isPlain(to);
  }

  @Test
  void plainTypes_knowNothingOfTheEngine() {
    Set<String> found = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      if (isPlain(each)) {
        for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (target.getName().startsWith(ENGINE + ".") && !isPlain(target)) {
            found.add(each.getName() + " -> " + target.getName());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void eachPackage_hasItsFloor() {
    for (JavaClass each : CLASSES) {
      assertThat(floor(each)).as(each.getName()).isNotNegative();
    }
  }

  /** Each step of require is given what it needs, and asks no hub for it. */
  @Test
  void require_hasNoHub() {
    String hub = ENGINE + ".require.PackageLibrary";
    assertThat(CLASSES.contain(hub)).isTrue();
    Set<String> users = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        if (room(each).equals("require") && dependency.getTargetClass().getName().equals(hub)) {
          users.add(each.getName());
        }
      }
    }
    users.remove(hub);
    assertThat(users).isEmpty();
  }

  private static boolean isPlain(JavaClass type) {
    return type.getPackageName().equals(ENGINE)
        && PLAIN_TYPES.contains(type.getName().substring(ENGINE.length() + 1));
  }

  private static int floor(JavaClass type) {
    for (int i = 0; i < FLOORS.size(); i++) {
      if (FLOORS.get(i).contains(room(type))) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the package below the engine's: {@code lib} for {@code lib.io} as well. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    String below = name.equals(ENGINE) ? "" : name.substring(ENGINE.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
