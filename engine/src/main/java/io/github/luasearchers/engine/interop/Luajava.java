package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The {@code luajava} library, with the functions of LuaJ's and of Kepler's. */
final class Luajava extends Builtin {

  private static final String[] NAMES = {
    "bindClass", "newInstance", "new", "createProxy", "loadLib"
  };

  private final JavaBridge bridge;
  private final boolean isNew;

  private Luajava(JavaBridge bridge, String name) {
    super(bridge.lua(), name);
    this.bridge = bridge;
    this.isNew = name.startsWith("new");
  }

  static LuaTable table(JavaBridge bridge) {
    LuaTable table = new Table(0, NAMES.length);
    for (String name : NAMES) {
      table.rawset(StringTable.name(name), new Luajava(bridge, name));
    }
    return table;
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (name()) {
      case "bindClass" -> bridge.toLua(classNamed(args, 1));
      case "createProxy" -> createProxy(args);
      case "loadLib" -> loadLib(args);
      default -> bridge.construct(classAt(args, 1), args.subargs(2));
    };
  }

  @Override
  protected Varargs run1(LuaValue arg) {
    return isNew ? constructors(arg).invoke(bridge, null) : super.run1(arg);
  }

  @Override
  protected Varargs run2(LuaValue first, LuaValue second) {
    return isNew ? constructors(first).invoke(bridge, null, second) : super.run2(first, second);
  }

  private MethodGroup constructors(LuaValue type) {
    return isClass(type)
        ? bridge.constructors((JavaObject) type)
        : bridge.constructors(classNamed(type, 1));
  }

  private static boolean isClass(LuaValue value) {
    return value instanceof JavaObject object && object.m_instance instanceof Class<?>;
  }

  private Class<?> classNamed(Varargs args, int arg) {
    return bridge.classForName(JavaBridge.text(checkString(args, arg)));
  }

  /** Returns a class that is passed as an object or by its name. */
  private Class<?> classAt(Varargs args, int arg) {
    return args.arg(arg) instanceof JavaObject object && object.m_instance instanceof Class<?> type
        ? bridge.checked(type)
        : classNamed(args, arg);
  }

  private Varargs createProxy(Varargs args) {
    int count = args.narg() - 1;
    if (count < 1) {
      throw failure("no interfaces");
    }
    LuaTable table = checkTable(args, count + 1);
    Class<?>[] interfaces = new Class<?>[count];
    for (int i = 0; i < count; i++) {
      interfaces[i] = classAt(args, i + 1);
      if (!interfaces[i].isInterface()) {
        throw argError(i + 1, interfaces[i].getName() + " is no interface");
      }
    }
    return bridge.proxy(table, interfaces);
  }

  /** Calls a static method that returns a library. */
  private Varargs loadLib(Varargs args) {
    LuaValue library = bridge.toLua(classNamed(args, 1));
    LuaValue function = library.get(checkString(args, 2));
    if (function.isnil()) {
      throw failure(
          "no static method '" + LuaText.excerpt(JavaBridge.text(checkString(args, 2))) + "'");
    }
    return function.call();
  }
}
