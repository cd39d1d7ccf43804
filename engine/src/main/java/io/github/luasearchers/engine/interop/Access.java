package io.github.luasearchers.engine.interop;

import java.lang.ref.SoftReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * What scripts may reach of Java, where a host has drawn a line.
 *
 * <p>A class can be named, constructed and used for what is static in it only if each list allows
 * it. Any object that the host has given, or that a method returned, has its public methods and
 * fields, but none that lead to reflection, threads or files: an object of a sealed class has none
 * at all. Sealed is what {@link Sealed} says, unless each list names it itself.
 *
 * <p>Safe for threads, and shared by the engines that have the same lists.
 */
public final class Access {

  private static final int KEPT = 64;
  private static final Map<List<String>, Access> KNOWN = new LinkedHashMap<>(16, 0.75f, true);

  private static final Set<String> OF_OBJECTS = Set.of("equals", "hashCode", "toString");
  private static final Set<String> NOT_OF_THROWABLES =
      Set.of(
          "addSuppressed",
          "fillInStackTrace",
          "getStackTrace",
          "initCause",
          "printStackTrace",
          "setStackTrace");

  private final List<AllowList> lists = new ArrayList<>();
  private final ClassValue<SoftReference<JavaClass>> classes = new Cache();

  private Access(List<String> lists) {
    for (String list : lists) {
      this.lists.add(AllowList.parse(list));
    }
  }

  /**
   * Returns the line that lists draw.
   *
   * @param lists values of {@code lua.java.allow}, at least one
   * @throws IllegalArgumentException if one of them is malformed
   */
  public static Access of(List<String> lists) {
    synchronized (KNOWN) {
      @Nullable Access known = KNOWN.get(lists);
      if (known == null) {
        known = new Access(lists);
        KNOWN.put(List.copyOf(lists), known);
        if (KNOWN.size() > KEPT) {
          KNOWN.remove(KNOWN.keySet().iterator().next());
        }
      }
      return known;
    }
  }

  /** Tells whether there is any class that scripts may name. */
  public boolean namesAny() {
    for (AllowList list : lists) {
      if (list.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Returns what scripts see of a class. */
  JavaClass of(Class<?> type) {
    @Nullable JavaClass known = classes.get(type).get();
    while (known == null) {
      classes.remove(type);
      known = classes.get(type).get();
    }
    return known;
  }

  // ---- classes

  /** Tells whether there may be a class of this name for scripts, before it is looked for. */
  boolean mayName(String className) {
    for (AllowList list : lists) {
      if (!list.contains(className)) {
        return false;
      }
    }
    return !Sealed.isNotToMake(className) || isNamedItself(className);
  }

  /** Tells whether scripts may name a class, construct it and use what is static in it. */
  boolean names(Class<?> type) {
    if (type.isArray()) {
      return names(type.getComponentType());
    }
    return type.isPrimitive() || (mayName(type.getName()) && !isOpaque(type));
  }

  private boolean isNamedItself(String className) {
    for (AllowList list : lists) {
      if (!list.containsItself(className)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the objects of a class have no members. */
  boolean isOpaque(Class<?> type) {
    if (Throwable.class.isAssignableFrom(type) || isNamedItself(type.getName())) {
      return false;
    }
    for (Class<?> each : Sealed.withSupertypes(type)) {
      if (Sealed.isSealed(each.getName()) && !isNamedItself(each.getName())) {
        return true;
      }
    }
    return false;
  }

  // ---- members

  /** Tells whether scripts see a method of a class, or of its objects. */
  boolean shows(Class<?> of, Method method) {
    return isOpenTo(of, method.getDeclaringClass(), Modifier.isStatic(method.getModifiers()))
        && isHarmless(method);
  }

  /** Tells whether scripts see a field of a class, or of its objects. */
  boolean shows(Class<?> of, Field field) {
    return isOpenTo(of, field.getDeclaringClass(), Modifier.isStatic(field.getModifiers()));
  }

  private boolean isOpenTo(Class<?> of, Class<?> declaring, boolean isStatic) {
    if (isStatic && !names(of)) {
      return false;
    }
    String name = declaring.getName();
    boolean closed = Sealed.isSealed(name) || Sealed.isInternal(declaring);
    return !closed || isNamedItself(name);
  }

  private static boolean isHarmless(Method method) {
    Class<?> declaring = method.getDeclaringClass();
    String name = method.getName();
    if (declaring == Object.class) {
      return OF_OBJECTS.contains(name);
    }
    if (Throwable.class.isAssignableFrom(declaring)) {
      return !NOT_OF_THROWABLES.contains(name);
    }
    boolean isDefault = Modifier.isStatic(method.getModifiers()) && name.equals("setDefault");
    return !(isDefault && declaring.getName().startsWith("java.")) && !usesThreads(method);
  }

  /**
   * Tells whether a method may run what it is given in other threads, or wait for them for ever.
   */
  private static boolean usesThreads(Method method) {
    Class<?> declaring = method.getDeclaringClass();
    String name = method.getName();
    if (name.startsWith("parallel")) {
      return name.equals("parallelStream")
          || declaring.getName().startsWith("java.")
          || BaseStream.class.isAssignableFrom(declaring);
    }
    if (ConcurrentHashMap.class.isAssignableFrom(declaring)) {
      return method.getParameterCount() > 1 && method.getParameterTypes()[0] == long.class;
    }
    return (name.endsWith("Async") || name.equals("join"))
        && CompletionStage.class.isAssignableFrom(declaring);
  }

  private final class Cache extends ClassValue<SoftReference<JavaClass>> {

    @Override
    protected SoftReference<JavaClass> computeValue(Class<?> type) {
      return new SoftReference<>(JavaClass.behind(Access.this, type));
    }
  }
}
