package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.sandbox.JavaAccess;
import io.github.luasearchers.engine.value.StringTable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The members of a class by name, in three maps. For {@code object.name} data come first: fields,
 * record components, then methods, then properties with a getter. For {@code object:name()} methods
 * come first. For {@code object.name = value} properties with a setter come before everything but
 * fields.
 *
 * <p>The names are those that the scripts' constants are, so that they are found by identity.
 */
final class Members {

  private final Names data = new Names();
  private final Names methods = new Names();

  /** The names whose assignment differs from {@link #data}. */
  private final Names setters = new Names();

  private final @Nullable MethodGroup constructors;

  private Members(@Nullable MethodGroup constructors) {
    this.constructors = constructors;
  }

  static Members ofObjects(Class<?> type, @Nullable JavaAccess access) {
    Map<String, MethodGroup> groups = Methods.ofObjects(type, access);
    Members members = new Members(null);
    for (MethodGroup group : groups.values()) {
      members.putGetter(group);
    }
    for (MethodGroup group : groups.values()) {
      members.data.put(StringTable.intern(group.name()), new Member.OfMethods(group));
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        members.putComponent(groups.get(component.getName()));
      }
    }
    members.putFields(type, false, access);
    members.putMethods(groups, false);
    for (MethodGroup group : groups.values()) {
      members.putSetter(group);
    }
    return members;
  }

  static Members ofClass(Class<?> type, @Nullable JavaAccess access) {
    if (access != null && !access.names(type)) {
      return new Members(null);
    }
    Map<String, MethodGroup> groups = Methods.ofClass(type, access);
    Members members = new Members(groups.get("new"));
    for (Class<?> nested : type.getClasses()) {
      members.data.put(StringTable.intern(nested.getSimpleName()), new Member.OfNested(nested));
    }
    for (MethodGroup group : groups.values()) {
      members.data.put(StringTable.intern(group.name()), new Member.OfStatics(group));
    }
    members.putFields(type, true, access);
    members.putMethods(groups, true);
    return members;
  }

  /** Returns the constructors of the class, or null if these are the members of its objects. */
  @Nullable MethodGroup constructors() {
    return constructors;
  }

  /** Returns the member for {@code object.name}, or null. */
  @Nullable Member get(LuaValue name) {
    return name instanceof LuaString text ? data.get(text) : null;
  }

  /** Returns the member for {@code object:name()}, or null. */
  @Nullable Member method(LuaValue name) {
    return name instanceof LuaString text ? methods.get(text) : null;
  }

  /** Returns the member for {@code object.name = value}, or null. */
  @Nullable Member assigned(LuaValue name) {
    @Nullable Member setter = name instanceof LuaString text ? setters.get(text) : null;
    return setter == null ? get(name) : setter;
  }

  private void putMethods(Map<String, MethodGroup> groups, boolean statics) {
    methods.putAll(data);
    for (MethodGroup group : groups.values()) {
      Member member = statics ? new Member.OfStatics(group) : new Member.OfMethods(group);
      methods.put(StringTable.intern(group.name()), member);
    }
  }

  private void putComponent(@Nullable MethodGroup accessor) {
    if (accessor != null) {
      data.put(StringTable.intern(accessor.name()), new Member.OfProperty(accessor));
    }
  }

  private void putGetter(MethodGroup group) {
    int prefix = group.name().startsWith("is") ? 2 : group.name().startsWith("get") ? 3 : 0;
    if (prefix == 0 || group.name().length() == prefix || !group.isGetter()) {
      return;
    }
    String property = group.name().substring(prefix);
    data.put(StringTable.intern(decapitalize(property)), new Member.OfProperty(group));
  }

  /**
   * Adds a property that has a setter, with or without a getter. If there is no getter, {@code
   * settle} is not taken for a setter.
   */
  private void putSetter(MethodGroup group) {
    String name = group.name();
    if (!name.startsWith("set") || name.length() == 3 || !group.isSetter()) {
      return;
    }
    LuaString property = StringTable.intern(decapitalize(name.substring(3)));
    @Nullable Member known = data.get(property);
    boolean meant = known instanceof Member.OfProperty || !Character.isLowerCase(name.charAt(3));
    if (meant && !(known instanceof FieldMember)) {
      setters.put(property, new Member.OfSetter(group));
    }
  }

  private static String decapitalize(String name) {
    boolean acronym =
        name.length() > 1
            && Character.isUpperCase(name.charAt(0))
            && Character.isUpperCase(name.charAt(1));
    return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private void putFields(Class<?> type, boolean statics, @Nullable JavaAccess access) {
    Field[] fields = type.getFields();
    // A field precedes those that it hides, so the last one put is the visible one.
    for (int i = fields.length - 1; i >= 0; i--) {
      Field field = fields[i];
      boolean wanted =
          (!statics || Modifier.isStatic(field.getModifiers()))
              && (access == null || access.shows(type, field));
      if (wanted && (Methods.isOpen(field.getDeclaringClass()) || field.trySetAccessible())) {
        data.put(StringTable.intern(field.getName()), new FieldMember(field));
      }
    }
  }
}
