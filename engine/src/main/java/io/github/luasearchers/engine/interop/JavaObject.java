package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.HostObject;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * The userdata for a Java object. One object may have many: they are the same for {@code rawequal}
 * and as keys of tables if the object is the same. Values (records, and objects that have an order,
 * such as dates and decimals) are the same if they are equal.
 */
final class JavaObject extends HostObject {

  final JavaBridge bridge;
  final JavaClass type;

  /** The class that a class object is, once it has been asked for. */
  private @Nullable JavaClass named;

  JavaObject(JavaBridge bridge, Object instance, JavaClass type, LuaTable metatable) {
    super(instance, metatable);
    this.bridge = bridge;
    this.type = type;
  }

  /** Returns what is known of the class that this stands for. */
  JavaClass named() {
    @Nullable JavaClass known = named;
    if (known == null) {
      known = bridge.classOf((Class<?>) m_instance);
      named = known;
    }
    return known;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a script may set another metatable, even an equal one
  public LuaValue methodNamed(LuaValue name) {
    return m_metatable == bridge.metatable() ? type.face().method(this, name) : get(name);
  }

  @Override
  public LuaValue tostring() {
    return bridge.text(this);
  }

  @Override
  public String tojstring() {
    return type.face().text(m_instance);
  }

  @Override
  public boolean raweq(LuaUserdata other) {
    return equals(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JavaObject object
        && (m_instance == object.m_instance
            || (type.isValue() && m_instance.equals(object.m_instance)));
  }

  @Override
  public int hashCode() {
    return type.isValue() ? m_instance.hashCode() : System.identityHashCode(m_instance);
  }
}
