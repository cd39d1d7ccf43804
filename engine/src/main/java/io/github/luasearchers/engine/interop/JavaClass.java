package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.sandbox.JavaAccess;
import java.lang.ref.SoftReference;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What Lua needs to know of one Java class, found once in the JVM and when it is first needed. It
 * knows nothing of any engine.
 */
final class JavaClass {

  /**
   * Softly, because a class of the JDK lives for ever, and so would all classes that it leads to:
   * these of the engine, and the class loader of the application that has it.
   */
  private static final Cache CLASSES = new Cache(null);

  private final Class<?> type;

  /** What there is to be seen of the class, null for all. */
  private final @Nullable JavaAccess access;

  private final boolean value;
  private final boolean proxy;
  private final Face face;
  private @Nullable Members members;
  private @Nullable Members statics;
  private @Nullable Converter converter;
  private @Nullable MethodGroup call;
  private volatile boolean callKnown;

  private JavaClass(Class<?> type, @Nullable JavaAccess access) {
    boolean opaque = access != null && type != Class.class && access.isOpaque(type);
    this.type = type;
    this.access = access;
    this.value = !opaque && (Comparable.class.isAssignableFrom(type) || type.isRecord());
    this.proxy = Proxy.isProxyClass(type);
    this.face = opaque ? new OpaqueFace() : Face.of(type);
  }

  /** Returns what is to be seen of a class, all of it. */
  static JavaClass of(Class<?> type) {
    return CLASSES.of(type);
  }

  /** Returns what is to be seen of a class behind a line, for all engines that it is drawn for. */
  static JavaClass of(Class<?> type, JavaAccess access) {
    return ((Cache) access.companion(Cache::new)).of(type);
  }

  /** Tells whether two equal objects of the class are one and the same to Lua. */
  boolean isValue() {
    return value;
  }

  boolean isProxy() {
    return proxy;
  }

  Face face() {
    return face;
  }

  // What follows may be found by several threads at once; they find the same.

  /** Returns the members of the class's objects. */
  Members members() {
    @Nullable Members known = members;
    if (known == null) {
      known = Members.ofObjects(type, access);
      members = known;
    }
    return known;
  }

  /** Returns the members of the class itself: what is static, its constructors, nested classes. */
  Members statics() {
    @Nullable Members known = statics;
    if (known == null) {
      known = Members.ofClass(type, access);
      statics = known;
    }
    return known;
  }

  /** Returns what makes Java objects of this class from Lua values. */
  Converter converter() {
    @Nullable Converter known = converter;
    if (known == null) {
      known = Converter.to(type);
      converter = known;
    }
    return known;
  }

  /** Returns the one method that is meant if an object is called like a function. */
  @Nullable MethodGroup call() {
    if (!callKnown) {
      call = face.isOpaque() ? null : Functional.methodOf(type, access);
      callKnown = true;
    }
    return call;
  }

  /** What is known of classes, all of it or what is to be seen behind a line. */
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
