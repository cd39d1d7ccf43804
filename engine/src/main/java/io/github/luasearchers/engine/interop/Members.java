package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.LuaText;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The members of a class by name, twice: as {@code object.name} finds them, where data come first
 * (fields, components of records, then methods, then what has a getter), and as {@code
 * object:name()} does, where methods come first.
 */
final class Members {

  private final Map<LuaString, Member> data = new HashMap<>();
  private final Map<LuaString, Member> methods = new HashMap<>();

  private final @Nullable MethodGroup constructors;

  private Members(@Nullable MethodGroup constructors) {
    this.constructors = constructors;
  }

  static Members ofObjects(Class<?> type, @Nullable Access access) {
    Map<String, MethodGroup> groups = Methods.ofObjects(type, access);
    Members members = new Members(null);
    for (MethodGroup group : groups.values()) {
      members.putGetter(group, groups);
    }
    for (MethodGroup group : groups.values()) {
      members.data.put(LuaText.of(group.name()), new Member.OfMethods(group));
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        members.putComponent(groups.get(component.getName()));
      }
    }
    members.putFields(type, false, access);
    members.putMethods(groups, false);
    return members;
  }

  static Members ofClass(Class<?> type, @Nullable Access access) {
    if (access != null && !access.names(type)) {
      return new Members(null);
    }
    Map<String, MethodGroup> groups = Methods.ofClass(type, access);
    Members members = new Members(groups.get("new"));
    for (Class<?> nested : type.getClasses()) {
      members.data.put(LuaText.of(nested.getSimpleName()), new Member.OfNested(nested));
    }
    for (MethodGroup group : groups.values()) {
      members.data.put(LuaText.of(group.name()), new Member.OfStatics(group));
    }
    members.putFields(type, true, access);
    members.putMethods(groups, true);
    return members;
  }

  /** Returns the constructors of the class, or null if these are the members of its objects. */
  @Nullable MethodGroup constructors() {
    return constructors;
  }

  /** Returns what {@code object.name} means, or null. */
  @Nullable Member get(LuaValue name) {
    return name instanceof LuaString text ? data.get(text) : null;
  }

  /** Returns what {@code object:name()} means, or null. */
  @Nullable Member method(LuaValue name) {
    return name instanceof LuaString text ? methods.get(text) : null;
  }

  private void putMethods(Map<String, MethodGroup> groups, boolean statics) {
    methods.putAll(data);
    for (MethodGroup group : groups.values()) {
      Member member = statics ? new Member.OfStatics(group) : new Member.OfMethods(group);
      methods.put(LuaText.of(group.name()), member);
    }
  }

  private void putComponent(@Nullable MethodGroup accessor) {
    if (accessor != null) {
      data.put(LuaText.of(accessor.name()), new Member.OfProperty(accessor, null));
    }
  }

  private void putGetter(MethodGroup group, Map<String, MethodGroup> groups) {
    int prefix = group.name().startsWith("is") ? 2 : group.name().startsWith("get") ? 3 : 0;
    if (prefix == 0 || group.name().length() == prefix || !group.isGetter()) {
      return;
    }
    String property = group.name().substring(prefix);
    MethodGroup setter = groups.get("set" + property);
    data.put(LuaText.of(decapitalize(property)), new Member.OfProperty(group, setter));
  }

  private static String decapitalize(String name) {
    boolean acronym =
        name.length() > 1
            && Character.isUpperCase(name.charAt(0))
            && Character.isUpperCase(name.charAt(1));
    return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private void putFields(Class<?> type, boolean statics, @Nullable Access access) {
    Field[] fields = type.getFields();
    // A field that hides another comes before it, so the last one put is the one to see.
    for (int i = fields.length - 1; i >= 0; i--) {
      Field field = fields[i];
      boolean wanted =
          (!statics || Modifier.isStatic(field.getModifiers()))
              && (access == null || access.shows(type, field));
      if (wanted && (Methods.isOpen(field.getDeclaringClass()) || field.trySetAccessible())) {
        data.put(LuaText.of(field.getName()), new Member.OfField(field));
      }
    }
  }
}
