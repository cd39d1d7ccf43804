package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.sandbox.JavaAccess;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a class that this module can call. A class that is not public may still have
 * methods that a public superclass or interface declares. These are found there: {@code
 * List.of(1).size()} in {@code java.util.List}.
 */
final class Methods {

  private final Map<String, Map<List<Class<?>>, Method>> found = new LinkedHashMap<>();
  private final Set<List<Object>> bridged = new LinkedHashSet<>();

  private final Class<?> type;
  private final @Nullable JavaAccess access;

  private Methods(Class<?> type, @Nullable JavaAccess access) {
    this.type = type;
    this.access = access;
  }

  static Map<String, MethodGroup> ofObjects(Class<?> type, @Nullable JavaAccess access) {
    Methods methods = new Methods(type, access);
    for (Class<?> each : withSupertypes(type)) {
      methods.addDeclared(each, each == type || !each.isInterface());
    }
    return methods.groups();
  }

  /** Finds the static methods, and the constructors under the name {@code new}. */
  static Map<String, MethodGroup> ofClass(Class<?> type, @Nullable JavaAccess access) {
    Methods methods = new Methods(type, access);
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        methods.add(method);
      }
    }
    Map<String, MethodGroup> groups = methods.groups();
    List<Overload> constructors = constructors(type, access);
    if (!constructors.isEmpty()) {
      groups.put("new", new MethodGroup(type, "new", constructors));
    }
    return groups;
  }

  /** Tells whether the public members of a class can be used without {@code setAccessible}. */
  static boolean isOpen(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && type.getModule().isExported(type.getPackageName(), Methods.class.getModule());
  }

  private static List<Overload> constructors(Class<?> type, @Nullable JavaAccess access) {
    List<Overload> overloads = new ArrayList<>();
    if (!Modifier.isAbstract(type.getModifiers())) {
      for (Constructor<?> constructor : type.getConstructors()) {
        boolean wanted = access == null || access.shows(constructor);
        if (wanted && (isOpen(type) || constructor.trySetAccessible())) {
          Overload.addTo(overloads, constructor);
        }
      }
    }
    return overloads;
  }

  /**
   * Returns a class, then its superclasses, then all their interfaces; for an interface also
   * Object.
   */
  private static Set<Class<?>> withSupertypes(Class<?> type) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      types.add(each);
    }
    for (Class<?> each : List.copyOf(types)) {
      addInterfaces(each, types);
    }
    types.add(Object.class);
    return types;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
    for (Class<?> each : type.getInterfaces()) {
      if (types.add(each)) {
        addInterfaces(each, types);
      }
    }
  }

  private void addDeclared(Class<?> type, boolean statics) {
    Method[] declared = type.getDeclaredMethods();
    for (Method method : declared) {
      if (!method.isBridge() && (statics || !Modifier.isStatic(method.getModifiers()))) {
        add(method);
      }
    }
    for (Method method : declared) {
      if (method.isBridge() && !isBridgeToKnown(method, declared)) {
        add(method);
      }
    }
  }

  /**
   * Tells whether a bridge method only casts its arguments for a method that is known. Then neither
   * it nor the method it overrides is of use to a caller.
   */
  private boolean isBridgeToKnown(Method bridge, Method[] declared) {
    for (Method method : declared) {
      if (!method.isBridge()
          && method.getName().equals(bridge.getName())
          && isNarrower(method.getParameterTypes(), bridge.getParameterTypes())
          && isKnown(method)) {
        bridged.add(List.of(bridge.getName(), Arrays.asList(bridge.getParameterTypes())));
        return true;
      }
    }
    return false;
  }

  private static boolean isNarrower(Class<?>[] narrow, Class<?>[] wide) {
    if (narrow.length != wide.length) {
      return false;
    }
    for (int i = 0; i < narrow.length; i++) {
      if (!wide[i].isAssignableFrom(narrow[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean isKnown(Method method) {
    Map<List<Class<?>>, Method> group = found.get(method.getName());
    return group != null && group.containsKey(Arrays.asList(method.getParameterTypes()));
  }

  private void add(Method method) {
    List<Class<?>> parameters = Arrays.asList(method.getParameterTypes());
    if (!Modifier.isPublic(method.getModifiers())
        || bridged.contains(List.of(method.getName(), parameters))
        || (access != null && !access.shows(type, method))) {
      return;
    }
    @Nullable Map<List<Class<?>>, Method> group = found.get(method.getName());
    @Nullable Method known = group == null ? null : group.get(parameters);
    // Reflection on methods that a lambda's class declares itself never gets fast.
    boolean better =
        known == null
            ? isOpen(method.getDeclaringClass()) || method.trySetAccessible()
            : !isOpen(known.getDeclaringClass()) && isOpen(method.getDeclaringClass());
    if (better) {
      if (group == null) {
        group = new LinkedHashMap<>();
        found.put(method.getName(), group);
      }
      group.put(parameters, method);
    }
  }

  private Map<String, MethodGroup> groups() {
    Map<String, MethodGroup> groups = new LinkedHashMap<>();
    for (Map.Entry<String, Map<List<Class<?>>, Method>> entry : found.entrySet()) {
      List<Overload> overloads = new ArrayList<>();
      for (Method method : entry.getValue().values()) {
        Overload.addTo(overloads, method);
      }
      groups.put(entry.getKey(), new MethodGroup(type, entry.getKey(), overloads));
    }
    return groups;
  }
}
