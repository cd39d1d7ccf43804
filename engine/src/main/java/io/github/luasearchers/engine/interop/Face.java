package io.github.luasearchers.engine.interop;

import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** How Java objects of one kind look to Lua. This class is for objects of no special kind. */
class Face {

  private static final Face OBJECT = new Face();

  /** Returns the face of a class's objects. */
  static Face of(Class<?> type) {
    if (type == Class.class) {
      return new ClassFace();
    }
    if (Throwable.class.isAssignableFrom(type)) {
      return new ThrowableFace();
    }
    if (type.isArray()) {
      return new ArrayFace();
    }
    if (List.class.isAssignableFrom(type)) {
      return new ListFace(type);
    }
    if (Map.class.isAssignableFrom(type)) {
      return new MapFace(type);
    }
    if (Collection.class.isAssignableFrom(type)) {
      return new CollectionFace();
    }
    return other(type);
  }

  private static Face other(Class<?> type) {
    if (CharSequence.class.isAssignableFrom(type)) {
      return new TextFace();
    }
    boolean traversable =
        Iterable.class.isAssignableFrom(type)
            || Iterator.class.isAssignableFrom(type)
            || Enumeration.class.isAssignableFrom(type)
            || BaseStream.class.isAssignableFrom(type);
    return traversable ? new IterableFace() : OBJECT;
  }

  /** Returns the value of {@code object[key]}. */
  LuaValue index(JavaObject object, LuaValue key) {
    @Nullable Member member = object.type.members().get(key);
    return member == null ? LuaValue.NIL : member.get(object.bridge, object.m_instance);
  }

  /**
   * Returns the value of {@code object[key]} if that runs no code of the host's and cannot fail, or
   * null. If it fails all the same, {@link #index} must do so too.
   */
  @Nullable LuaValue known(JavaObject object, LuaValue key) {
    @Nullable Member member = object.type.members().get(key);
    return member == null ? LuaValue.NIL : member.known(object.bridge, object.m_instance);
  }

  /**
   * Does {@code object[key] = value} if that runs no code of the host's and cannot fail. If it
   * fails all the same, {@link #assign} must do so too.
   *
   * @return whether it is done
   */
  boolean replaces(JavaObject object, LuaValue key, LuaValue value) {
    @Nullable Member member = isPlain(value) ? object.type.members().get(key) : null;
    // A field comes before a setter, and nothing else is assigned without a call.
    return member instanceof FieldMember
        && member.replaces(object.bridge, object.m_instance, value);
  }

  /** Tells whether the conversion of a value to Java leads to no other values of Lua. */
  static boolean isPlain(LuaValue value) {
    return value instanceof LuaNumber
        || value instanceof LuaString
        || value instanceof JavaObject
        || value.isboolean();
  }

  /**
   * Returns what {@code object:name()} calls, or nil if that is the value of {@code object.name}.
   */
  LuaValue method(JavaObject object, LuaValue name) {
    @Nullable Member member = object.type.members().method(name);
    return member == null ? LuaValue.NIL : member.get(object.bridge, object.m_instance);
  }

  /** Does {@code object[key] = value}. */
  void assign(JavaObject object, LuaValue key, LuaValue value) {
    @Nullable Member member = object.type.members().assigned(key);
    if (member == null) {
      throw noField(object, key);
    }
    member.set(object.bridge, object.m_instance, value);
  }

  static RuntimeException noField(JavaObject object, LuaValue key) {
    JavaBridge bridge = object.bridge;
    return bridge.failure(bridge.typeName(object) + " has no field " + bridge.describe(key));
  }

  /** Returns the value of {@code #object}, or -1 if that is an error. */
  int length(Object instance) {
    return -1;
  }

  /**
   * Returns the iterator function that {@code pairs} gives for the object, or null if there is
   * none.
   */
  @Nullable Traversal pairs(JavaBridge bridge, Object instance) {
    return null;
  }

  /** Returns the object's text. */
  String text(Object instance) {
    return String.valueOf(instance);
  }

  /** Tells whether scripts can see nothing of the object, so that it equals only itself. */
  boolean isOpaque() {
    return false;
  }

  /** Returns a key as an index that counts from 0, -1 if it is not a positive whole number. */
  static int index(LuaValue key) {
    if (key instanceof LuaInteger integer) {
      return Math.max(integer.v, 0) - 1;
    }
    if (key.type() != LuaValue.TNUMBER) {
      return -1;
    }
    double number = key.todouble();
    int whole = (int) number;
    return whole == number && whole > 0 ? whole - 1 : -1;
  }

  private static final class ThrowableFace extends Face {

    @Override
    String text(Object instance) {
      @Nullable String message = ((Throwable) instance).getMessage();
      return message == null ? instance.toString() : message;
    }
  }

  private static final class TextFace extends Face {

    @Override
    int length(Object instance) {
      return ((CharSequence) instance).length();
    }
  }

  private static final class IterableFace extends Face {

    @Override
    Traversal pairs(JavaBridge bridge, Object instance) {
      Iterator<?> iterator =
          instance instanceof Iterable<?> iterable
              ? iterable.iterator()
              : instance instanceof BaseStream<?, ?> stream
                  ? stream.iterator()
                  : instance instanceof Enumeration<?> enumeration
                      ? enumeration.asIterator()
                      : (Iterator<?>) instance;
      return new Traversal.OfIterator(bridge, iterator);
    }
  }

  private static final class CollectionFace extends Face {

    @Override
    int length(Object instance) {
      return ((Collection<?>) instance).size();
    }

    @Override
    Traversal pairs(JavaBridge bridge, Object instance) {
      return new Traversal.OfIterator(bridge, ((Collection<?>) instance).iterator());
    }
  }

  /** Classes: their static members, and then those of any class, such as {@code getName}. */
  private static final class ClassFace extends Face {

    private static Members statics(JavaObject object) {
      return object.named().statics();
    }

    @Override
    LuaValue index(JavaObject object, LuaValue key) {
      @Nullable Member member = statics(object).get(key);
      return member == null
          ? super.index(object, key)
          : member.get(object.bridge, object.m_instance);
    }

    @Override
    @Nullable LuaValue known(JavaObject object, LuaValue key) {
      @Nullable Member member = statics(object).get(key);
      return member == null
          ? super.known(object, key)
          : member.known(object.bridge, object.m_instance);
    }

    @Override
    boolean replaces(JavaObject object, LuaValue key, LuaValue value) {
      @Nullable Member member = isPlain(value) ? statics(object).get(key) : null;
      return member != null && member.replaces(object.bridge, object.m_instance, value);
    }

    @Override
    LuaValue method(JavaObject object, LuaValue name) {
      @Nullable Member member = statics(object).method(name);
      return member == null
          ? super.method(object, name)
          : member.get(object.bridge, object.m_instance);
    }

    @Override
    void assign(JavaObject object, LuaValue key, LuaValue value) {
      @Nullable Member member = statics(object).get(key);
      if (member == null) {
        throw noField(object, key);
      }
      member.set(object.bridge, object.m_instance, value);
    }
  }
}
