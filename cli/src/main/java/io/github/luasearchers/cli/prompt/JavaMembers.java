package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.HostObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.luaj.vm2.LuaUserdata;

/**
 * The members of an object of Java's that Lua code may use. What a sandbox hides is not among them:
 * the engine is asked for each method. No code of the object runs.
 */
final class JavaMembers {

  private final HostObject object;
  private final boolean isClass;
  private final Class<?> type;

  JavaMembers(HostObject object) {
    this.object = object;
    this.isClass = object.m_instance instanceof Class<?>;
    this.type = object.m_instance instanceof Class<?> of ? of : object.m_instance.getClass();
  }

  /** Tells whether a userdata is an object of Java's. */
  static boolean isJava(LuaUserdata userdata) {
    return userdata instanceof HostObject && userdata.m_instance != null;
  }

  /** Returns the names of the methods. */
  Collection<String> methods() {
    return signatures().keySet();
  }

  /** Returns the signatures of the methods, by name. */
  Map<String, Collection<String>> signatures() {
    Map<String, Collection<String>> all = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (isClass == Modifier.isStatic(method.getModifiers()) && isSeen(method)) {
        all.computeIfAbsent(method.getName(), none -> new TreeSet<>()).add(signature(method));
      }
    }
    if (isClass && !type.isInterface() && type.getConstructors().length > 0) {
      all.computeIfAbsent("new", none -> new TreeSet<>()).add("new(...)");
    }
    return all;
  }

  private boolean isSeen(Method method) {
    return method.getDeclaringClass() != Object.class
        && !method.isBridge()
        && !object.methodNamed(LuaText.of(method.getName())).isnil();
  }

  private static String signature(Method method) {
    StringBuilder text = new StringBuilder(method.getName()).append('(');
    String separator = "";
    for (Class<?> each : method.getParameterTypes()) {
      text.append(separator).append(each.getSimpleName());
      separator = ", ";
    }
    return text.append("): ").append(method.getReturnType().getSimpleName()).toString();
  }

  /** Returns the names of fields, and of properties that have a getter. */
  Collection<String> data() {
    TreeSet<String> all = new TreeSet<>();
    for (Field field : type.getFields()) {
      if (!isClass || Modifier.isStatic(field.getModifiers())) {
        all.add(field.getName());
      }
    }
    for (String method : methods()) {
      int prefix = method.startsWith("get") ? 3 : method.startsWith("is") ? 2 : 0;
      if (prefix > 0 && method.length() > prefix && Character.isUpperCase(method.charAt(prefix))) {
        all.add(Character.toLowerCase(method.charAt(prefix)) + method.substring(prefix + 1));
      }
    }
    return all;
  }
}
