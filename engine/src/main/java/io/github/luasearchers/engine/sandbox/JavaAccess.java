package io.github.luasearchers.engine.sandbox;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules for what scripts may access in Java, if a host has restricted it.
 *
 * <p>A class can be named, constructed and used for its static members only if each list allows it;
 * of the JDK's classes, patterns match only those in {@link JdkClasses}. Any object that the host
 * has passed, or that a method returned, has its public methods and fields, except those that lead
 * to reflection, threads or files. An object of a sealed class has no members. {@link
 * PrivilegedClasses} decides which classes are sealed, unless each list has their full name. {@link
 * ClosedMethods} are closed in any class, unless each list names the method.
 *
 * <p>Safe for threads, and shared by the engines that have the same lists.
 */
public final class JavaAccess {

  private static final int KEPT = 64;
  private static final Map<List<String>, JavaAccess> KNOWN = new LinkedHashMap<>(16, 0.75f, true);

  private static final Set<String> OF_OBJECTS = Set.of("equals", "hashCode", "toString");
  private static final Set<String> OF_THROWABLES =
      Set.of("getCause", "getLocalizedMessage", "getMessage", "toString");

  private final List<AllowList> lists = new ArrayList<>();
  private volatile @Nullable Object companion;

  private JavaAccess(List<String> lists) {
    for (String list : lists) {
      this.lists.add(AllowList.parse(list));
    }
  }

  /**
   * Returns the rules of some lists.
   *
   * @param lists values of {@code lua.java.allow}, at least one
   * @throws IllegalArgumentException if one of them is malformed
   */
  public static JavaAccess of(List<String> lists) {
    synchronized (KNOWN) {
      @Nullable JavaAccess known = KNOWN.get(lists);
      if (known == null) {
        known = new JavaAccess(lists);
        KNOWN.put(List.copyOf(lists), known);
        if (KNOWN.size() > KEPT) {
          KNOWN.remove(KNOWN.keySet().iterator().next());
        }
      }
      return known;
    }
  }

  /** Tells whether scripts may name any class at all. */
  public boolean namesAny() {
    for (AllowList list : lists) {
      if (list.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Returns an object that is created once for these rules and kept as long as they are. */
  public Object companion(Function<JavaAccess, Object> maker) {
    @Nullable Object known = companion;
    if (known == null) {
      synchronized (this) {
        known = companion;
        if (known == null) {
          known = maker.apply(this);
          companion = known;
        }
      }
    }
    return known;
  }

  // ---- classes

  /** Tells whether scripts may name a class of this name, before it is looked up. */
  public boolean mayName(String className) {
    for (AllowList list : lists) {
      if (!list.contains(className)) {
        return false;
      }
    }
    return !JdkClasses.isNameOfJdk(className)
        || JdkClasses.isHarmless(className)
        || isNamedItself(className);
  }

  /** Tells whether scripts may name a class, construct it and use its static members. */
  public boolean names(Class<?> type) {
    if (type.isArray()) {
      return names(type.getComponentType());
    }
    String name = type.getName();
    return type.isPrimitive()
        || (mayName(name)
            && (!JdkClasses.isOfJdk(type) || JdkClasses.isHarmless(name) || isNamedItself(name))
            && !isOpaque(type));
  }

  /** Tells whether the lists match a class by patterns, but it takes the full name to allow it. */
  public boolean mayOnlyNameItself(String className) {
    for (AllowList list : lists) {
      if (!list.contains(className)) {
        return false;
      }
    }
    return !isNamedItself(className);
  }

  private boolean isNamedItself(Class<?> type) {
    return isNamedItself(type.getName());
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
  public boolean isOpaque(Class<?> type) {
    if (Throwable.class.isAssignableFrom(type) || isNamedItself(type)) {
      return false;
    }
    for (Class<?> each : PrivilegedClasses.withSupertypes(type)) {
      if (PrivilegedClasses.isSealed(each.getName()) && !isNamedItself(each)) {
        return true;
      }
    }
    return false;
  }

  // ---- members

  /** Tells whether scripts see a method of a class, or of its objects. */
  public boolean shows(Class<?> of, Method method) {
    Class<?> declaring = method.getDeclaringClass();
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    return isOpenTo(of, declaring, isStatic)
        && (isStatic || isHarmless(of, method))
        && isUnlocked(of, declaring, method.getName(), method);
  }

  /** Tells whether scripts see a constructor of a class that they may name. */
  public boolean shows(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    return isOpenTo(type, type, true)
        && isUnlocked(type, type, ClosedMethods.CONSTRUCTOR, constructor);
  }

  /** Tells whether scripts see a field of a class, or of its objects. */
  public boolean shows(Class<?> of, Field field) {
    Class<?> declaring = field.getDeclaringClass();
    boolean isStatic = Modifier.isStatic(field.getModifiers());
    return isOpenTo(of, declaring, isStatic)
        && (isStatic || !Throwable.class.isAssignableFrom(of) || isNamedItself(declaring));
  }

  private boolean isOpenTo(Class<?> of, Class<?> declaring, boolean isStatic) {
    if (isStatic && !(names(of) && names(declaring))) {
      return false;
    }
    boolean closed =
        PrivilegedClasses.isSealed(declaring.getName()) || PrivilegedClasses.isInternal(declaring);
    return !closed || isNamedItself(declaring);
  }

  private boolean isHarmless(Class<?> of, Method method) {
    Class<?> declaring = method.getDeclaringClass();
    String name = method.getName();
    if (declaring == Object.class) {
      return OF_OBJECTS.contains(name);
    }
    if (!Throwable.class.isAssignableFrom(of)) {
      return true;
    }
    boolean isText = method.getParameterCount() == 0 && OF_THROWABLES.contains(name);
    return isText || (declaring != Throwable.class && isNamedItself(declaring));
  }

  /** Tells whether a method is not closed, or each list names it for this class. */
  private boolean isUnlocked(Class<?> of, Class<?> declaring, String name, Executable method) {
    if (!ClosedMethods.contains(PrivilegedClasses.withSupertypes(declaring), name, method)) {
      return true;
    }
    Set<Class<?>> types = PrivilegedClasses.withSupertypes(of);
    for (AllowList list : lists) {
      if (!list.containsMethod(types, name)) {
        return false;
      }
    }
    return true;
  }
}
