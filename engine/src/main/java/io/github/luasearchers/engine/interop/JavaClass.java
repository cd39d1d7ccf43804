package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.sandbox.JavaAccess;
import java.lang.ref.SoftReference;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What Lua needs to know of one Java class, found when it is first needed and once per JVM. It
 * refers to no engine.
 */
final class JavaClass {

  /**
   * Soft references, because a class of the JDK lives forever and would keep all classes alive that
   * it leads to: those of the engine, and the class loader of the application that has it.
   */
  private static final Cache CLASSES = new Cache(null);

  private final Class<?> type;

  /** Which members are visible, null for all. */
  private final @Nullable JavaAccess access;

  private final boolean opaque;
  private final boolean value;
  private final boolean proxy;
  private final Face face;
  private @Nullable Members members;
  private @Nullable Members statics;
  private @Nullable Converter converter;
  private @Nullable MethodGroup call;
  private volatile boolean callKnown;

  private JavaClass(Class<?> type, @Nullable JavaAccess access) {
    this.opaque = access != null && type != Class.class && access.isOpaque(type);
    this.type = type;
    this.access = access;
    this.value = !opaque && (Comparable.class.isAssignableFrom(type) || type.isRecord());
    this.proxy = Proxy.isProxyClass(type);
    this.face = opaque ? new OpaqueFace() : Face.of(type);
  }

  /** Returns the description of a class with all its members. */
  static JavaClass of(Class<?> type) {
    return CLASSES.of(type);
  }

  /**
   * Returns the description of a class under access rules, shared by all engines with these rules.
   */
  static JavaClass of(Class<?> type, JavaAccess access) {
    return ((Cache) access.companion(Cache::new)).of(type);
  }

  /** Tells whether two equal objects of the class are the same to Lua. */
  boolean isValue() {
    return value;
  }

  /** Tells whether scripts can see nothing of the objects. */
  boolean isOpaque() {
    return opaque;
  }

  boolean isProxy() {
    return proxy;
  }

  Face face() {
    return face;
  }

  // Several threads may compute the following at once; their results are equal.

  /** Returns the members of the class's objects. */
  Members members() {
    @Nullable Members known = members;
    if (known == null) {
      known = Members.ofObjects(type, access);
      members = known;
    }
    return known;
  }

  /** Returns the members of the class itself: static members, constructors and nested classes. */
  Members statics() {
    @Nullable Members known = statics;
    if (known == null) {
      known = Members.ofClass(type, access);
      statics = known;
    }
    return known;
  }

  /** Returns what converts Lua values to objects of this class. */
  Converter converter() {
    @Nullable Converter known = converter;
    if (known == null) {
      known = Converter.to(type);
      converter = known;
    }
    return known;
  }

  /** Returns the methods that a call of an object calls, null if it cannot be called. */
  @Nullable MethodGroup call() {
    if (!callKnown) {
      call = face.isOpaque() ? null : Functional.methodOf(type, access);
      callKnown = true;
    }
    return call;
  }

  /** The descriptions of classes, with all their members or under access rules. */
  private static final class Cache extends ClassValue<SoftReference<JavaClass>> {

    private final @Nullable JavaAccess access;

    private Cache(@Nullable JavaAccess access) {
      this.access = access;
    }

    JavaClass of(Class<?> type) {
      @Nullable JavaClass known = get(type).get();
      while (known == null) {
        remove(type);
        known = get(type).get();
      }
      return known;
    }

    @Override
    protected SoftReference<JavaClass> computeValue(Class<?> type) {
      return new SoftReference<>(new JavaClass(type, access));
    }
  }
}
