package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.LuaCallable;
import io.github.luasearchers.engine.TableView;
import io.github.luasearchers.engine.sandbox.AllowList;
import io.github.luasearchers.engine.sandbox.JavaAccess;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Converts values between Java and one Lua universe, in both directions.
 *
 * <p>Text is UTF-8, numbers and booleans are themselves; a {@code long} stays one. All other Java
 * values are userdata with the object's methods and fields, and lists, maps and arrays can be
 * indexed and traversed like tables. All other Lua values have a Java form: a table is a {@link
 * TableView}, a function a {@link LuaCallable}; passed back to Lua, they are the original values.
 */
public final class JavaBridge {

  /** The longest name of a class that is looked up, since each dot in it may cause a search. */
  private static final int LONGEST_NAME = 1_000;

  /** The cost of a search that finds no class, in instructions of the loop. */
  private static final int MISSED_CLASS = 20_000;

  /** The package of LuaJ's own userdata for Java objects, which hide nothing. */
  private static final String LUAJ_COERCION = "org.luaj.vm2.lib.jse.";

  private final LuaRuntime lua;
  private final ClassLoader loader;
  private final @Nullable JavaAccess access;

  /** The bridge that scripts use. The others only differ from it in how Java calls back. */
  private final JavaBridge main;

  private Caller caller;
  private @Nullable LuaTable metatable;

  /** The bridge for what scripts have handed out last: Java calls it back over this one. */
  private @Nullable JavaBridge lent;

  /** Whether the running evaluation has handed out something that Java may call back. */
  private boolean lends;

  /**
   * Creates the bridge of a runtime.
   *
   * @param loader finds the classes that scripts name
   * @param access what scripts may access, null for everything
   */
  public JavaBridge(LuaRuntime lua, ClassLoader loader, @Nullable JavaAccess access) {
    this.lua = lua;
    this.loader = loader;
    this.access = access;
    this.main = this;
    this.caller = new Directly();
  }

  private JavaBridge(JavaBridge main, Caller caller) {
    this.lua = main.lua;
    this.loader = main.loader;
    this.access = main.access;
    this.main = main;
    this.caller = caller;
  }

  /**
   * Returns a bridge to the same Lua. What Java gets over it, directly or in turn, is called back
   * through another caller.
   */
  public JavaBridge with(Caller other) {
    return new JavaBridge(main, other);
  }

  /** Puts {@code luajava} into the library. */
  public void open(LuaTable library) {
    library.rawset("luajava", Luajava.table(this));
  }

  /** Sets how calls from Java enter Lua from now on. At first they call it directly. */
  public void setCaller(Caller caller) {
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  /** Waits until no other thread runs Lua, to use Lua values. */
  void enter() {
    caller.enter();
  }

  /** Undoes one {@link #enter}. */
  void exit() {
    caller.exit();
  }

  /** Returns the bridge for what Java is given now, which knows on whose behalf that happens. */
  JavaBridge handingOut() {
    Caller next = caller.lend();
    if (next == caller) {
      return this;
    }
    @Nullable JavaBridge known = lent;
    if (known == null || known.caller != next) {
      known = with(next);
      lent = known;
    }
    lends = true;
    return known;
  }

  /** Tells whether Java code that a script calls may call back from another thread. */
  boolean lends() {
    return lends;
  }

  /**
   * Lets other threads call back while Java code runs that a script calls, if there is anything to
   * call.
   *
   * @return the argument for {@link #comeBack}
   */
  boolean leave() {
    if (lends) {
      caller.leave();
      return true;
    }
    return false;
  }

  /** Continues the script once the callbacks have ended. */
  void comeBack(boolean lent) {
    if (lent) {
      caller.comeBack();
    }
  }

  /** Notes the end of an evaluation that has handed out something. */
  public void handOver(boolean lends) {
    this.lends = lends;
    lent = null;
  }

  LuaRuntime lua() {
    return lua;
  }

  // ---- to Lua

  /** Converts a Java value to Lua: to a value of Lua's own, or to a userdata that stands for it. */
  public LuaValue toLua(@Nullable Object value) {
    if (value == null) {
      return LuaValue.NIL;
    }
    if (value instanceof String text) {
      return LuaText.of(text);
    }
    if (value instanceof Integer number) {
      return LuaInteger.valueOf(number);
    }
    if (value instanceof Boolean truth) {
      return truth ? LuaValue.TRUE : LuaValue.FALSE;
    }
    if (value instanceof LuaValue own) {
      return own instanceof LuaUserdata userdata ? userdata(userdata) : Numbers.own(own);
    }
    if (value instanceof Number number) {
      return numberToLua(number);
    }
    if (value instanceof Character character) {
      return LuaText.of(character.toString());
    }
    if (value instanceof LuaBacked face && face.bridge().main == main) {
      return face.value();
    }
    return wrap(value);
  }

  /** Returns what this bridge's scripts see of a class. */
  JavaClass classOf(Class<?> type) {
    return access == null ? JavaClass.of(type) : JavaClass.of(type, access);
  }

  private LuaValue numberToLua(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return Numbers.of(number.doubleValue());
    }
    if (number instanceof Long || number instanceof Short || number instanceof Byte) {
      return Integers.of(number.longValue());
    }
    return wrap(number);
  }

  /** Returns a userdata, replaced if it has another bridge's view of the object behind it. */
  private LuaValue userdata(LuaUserdata userdata) {
    boolean foreign =
        userdata instanceof JavaObject object
            ? object.bridge != main
            : access != null && userdata.getClass().getName().startsWith(LUAJ_COERCION);
    return foreign ? toLua(userdata.m_instance) : userdata;
  }

  private LuaValue wrap(Object value) {
    JavaClass type = classOf(value.getClass());
    if (type.isProxy()
        && Proxy.getInvocationHandler(value) instanceof InterfaceHandler handler
        && handler.bridge().main == main
        && handler.target() instanceof LuaFunction) {
      return handler.target();
    }
    return new JavaObject(main, value, type, main.metatable());
  }

  /** Returns the metatable of all Java objects, which only the main bridge has. */
  LuaTable metatable() {
    @Nullable LuaTable known = metatable;
    if (known == null) {
      known = Metamethod.metatable(this);
      metatable = known;
    }
    return known;
  }

  /** Converts several values to Lua, as arguments or results. */
  public Varargs argsToLua(@Nullable Object... values) {
    if (values.length == 0) {
      return LuaValue.NONE;
    }
    if (values.length == 1) {
      return toLua(values[0]);
    }
    LuaValue[] args = new LuaValue[values.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = toLua(values[i]);
    }
    return LuaValue.varargsOf(args);
  }

  // ---- to Java

  /** Converts a Lua value to its natural Java form. */
  public @Nullable Object toJava(LuaValue value) {
    if (value instanceof LuaString string) {
      return text(string);
    }
    if (value instanceof LuaNumber) {
      return value instanceof LuaInteger integer
          ? (Object) integer.v
          : value instanceof LuaLong number ? (Object) number.v : (Object) value.todouble();
    }
    if (value.isnil()) {
      return null;
    }
    if (value.isboolean()) {
      return value.toboolean();
    }
    if (value instanceof LuaTable table) {
      return TableList.isSequence(table) ? new TableList(this, table) : new TableMap(this, table);
    }
    if (value instanceof LuaFunction function) {
      return new FunctionObject(this, function);
    }
    // A userdata with a foreign metatable would lose that on the way.
    return value instanceof JavaObject
            || (value instanceof LuaUserdata userdata && userdata.m_metatable == null)
        ? value.touserdata()
        : value;
  }

  /**
   * Returns null for no results, the Java form of a single one, and an {@code Object[]} of several.
   */
  public @Nullable Object resultsToJava(Varargs results) {
    if (results instanceof LuaValue one) {
      return toJava(one);
    }
    int count = results.narg();
    if (count <= 1) {
      return toJava(results.arg1());
    }
    @Nullable Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = toJava(results.arg(i + 1));
    }
    return values;
  }

  /**
   * Converts a Lua value to a Java type.
   *
   * @throws ClassCastException if that is impossible; the message names both types
   */
  @SuppressWarnings("unchecked") // A primitive type has no cast; the result is its box.
  public <T> @Nullable T toJava(LuaValue value, Class<T> type) {
    return (T) convert(value, type);
  }

  @Nullable Object convert(LuaValue value, Class<?> type) {
    if (type == boolean.class) {
      return value.toboolean();
    }
    return JavaClass.of(type).converter().require(this, value);
  }

  /** Converts a value that is assigned to something of a Java type. */
  @Nullable Object convertFor(String what, LuaValue value, Class<?> type) {
    try {
      return JavaClass.of(type).converter().require(this, value);
    } catch (ClassCastException e) {
      throw failure("cannot assign to " + what + ": " + e.getMessage());
    }
  }

  /** Converts the result of a Lua function to the return type of the method that it implements. */
  @Nullable Object resultFor(String method, LuaValue result, Class<?> type) {
    if (type == void.class) {
      return null;
    }
    try {
      return convert(result, type);
    } catch (ClassCastException e) {
      throw new ClassCastException(
          "result of the Lua function for '" + method + "': " + e.getMessage());
    }
  }

  /** Returns the text of a string. */
  static String text(LuaString string) {
    return LuaText.toJava(string);
  }

  // ---- interfaces

  /**
   * Implements an interface by a Lua function (one for all its abstract methods) or by the
   * functions in a table, which get the table as {@code self}.
   *
   * @throws ClassCastException if the value is neither
   */
  public <T> T implement(LuaValue target, Class<T> type) {
    if (!(target instanceof LuaFunction || target instanceof LuaTable)) {
      throw new ClassCastException("cannot convert " + describe(target) + " to " + type.getName());
    }
    if (access != null && access.isOpaque(type)) {
      throw new ClassCastException(notAllowed(type.getName()));
    }
    // The interface's own loader: only there can an interface that is not public be implemented.
    InterfaceHandler handler = new InterfaceHandler(this, target, InterfaceHandler.Missing.FAILS);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  LuaValue proxy(LuaTable table, Class<?>[] interfaces) {
    InterfaceHandler handler =
        new InterfaceHandler(this, table, InterfaceHandler.Missing.IS_IGNORED);
    ClassLoader place = interfaces.length == 1 ? interfaces[0].getClassLoader() : loader;
    return toLua(Proxy.newProxyInstance(place, interfaces, handler));
  }

  // ---- classes

  /** Finds the class that a script names; a nested one may be written {@code a.b.Outer.Inner}. */
  Class<?> classForName(String name) {
    if (name.length() > LONGEST_NAME) {
      throw tooLong(name.substring(0, LONGEST_NAME) + "...");
    }
    String candidate = name;
    ClassNotFoundException missing = new ClassNotFoundException(name);
    while (true) {
      lua.charge(candidate.length());
      if (mayName(candidate)) {
        try {
          return checked(Class.forName(candidate, access == null, loader));
        } catch (ClassNotFoundException e) {
          missing = e;
          lua.charge(MISSED_CLASS);
        }
      }
      int dot = candidate.lastIndexOf('.');
      if (dot <= 0) {
        throw mayName(name) ? notFound(name, missing) : failure(notAllowed(name));
      }
      candidate = candidate.substring(0, dot) + '$' + candidate.substring(dot + 1);
    }
  }

  private boolean mayName(String className) {
    return access == null || access.mayName(elementOf(className));
  }

  private LuaError tooLong(String start) {
    return access == null
        ? notFound(start, new ClassNotFoundException(start))
        : failure(notAllowed(start));
  }

  private LuaError notFound(String className, ClassNotFoundException cause) {
    LuaValue message = LuaText.of(lua.where(1) + "class '" + className + "' not found");
    return new ScriptError(message, new ClassNotFoundException(className, cause));
  }

  /** Returns the element class's name if a name is that of an array class. */
  private static String elementOf(String name) {
    int brackets = 0;
    while (brackets < name.length() && name.charAt(brackets) == '[') {
      brackets++;
    }
    boolean ofObjects = brackets > 0 && name.startsWith("L", brackets) && name.endsWith(";");
    return ofObjects ? name.substring(brackets + 1, name.length() - 1) : name;
  }

  /** Returns a class that scripts may use. */
  Class<?> checked(Class<?> type) {
    if (access != null && !access.names(type)) {
      throw failure(notAllowed(type.getName()));
    }
    return type;
  }

  private String notAllowed(String className) {
    boolean onlyByName =
        access != null
            && className.length() <= LONGEST_NAME
            && access.mayOnlyNameItself(elementOf(className));
    return "class '"
        + className
        + "' is not for scripts to use ("
        + AllowList.KEY
        + (onlyByName ? " does not name it itself)" : " does not name it)");
  }

  Varargs construct(Class<?> type, Varargs args) {
    return constructors(type).invoke(this, null, args, 1);
  }

  /** Returns the constructors of a class that scripts may use. */
  MethodGroup constructors(Class<?> type) {
    return constructors(type, classOf(checked(type)));
  }

  /** Returns the constructors of the class that an object is. */
  MethodGroup constructors(JavaObject object) {
    Class<?> type = checked((Class<?>) object.m_instance);
    return constructors(type, object.bridge == main ? object.named() : classOf(type));
  }

  private MethodGroup constructors(Class<?> type, JavaClass description) {
    @Nullable MethodGroup constructors = description.statics().constructors();
    if (constructors == null) {
      throw failure("no public constructor in " + type.getTypeName());
    }
    return constructors;
  }

  // ---- errors

  /** Returns the Java exception behind an error, or null if there is none. */
  public static @Nullable Throwable cause(LuaError error) {
    @Nullable Throwable cause = error.getCause();
    if (cause != null) {
      return cause instanceof LuaError inner ? cause(inner) : cause;
    }
    @Nullable LuaValue value = error.getMessageObject();
    return value instanceof JavaObject object && object.m_instance instanceof Throwable thrown
        ? thrown
        : null;
  }

  LuaError failure(String message) {
    return lua.error(message, 1);
  }

  /** Returns the Lua error that a Java exception becomes. */
  LuaError failure(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    lua.afterFailure(thrown);
    return thrown instanceof LuaError error ? error : new ScriptError(toLua(thrown), thrown);
  }

  /** Returns an object's text. An array of bytes is the text itself. */
  LuaString text(JavaObject object) {
    return object.m_instance instanceof byte[] bytes
        ? LuaText.copy(bytes, 0, bytes.length)
        : LuaText.of(object.type.face().text(object.m_instance));
  }

  /** Returns the name of a value's type: the class if it is a Java object. */
  String typeName(LuaValue value) {
    return value instanceof JavaObject object
        ? object.m_instance.getClass().getTypeName()
        : value.typename();
  }

  /** Returns the name of a value's type, or the value itself if that is short. */
  String describe(LuaValue value) {
    if (value instanceof LuaString string) {
      return string.m_length > 40 ? "string" : "'" + text(string) + "'";
    }
    return value instanceof LuaNumber ? text(lua.text(value)) : typeName(value);
  }

  private static final class Directly implements Caller {

    @Override
    public @Nullable Object call(Callback callback) {
      return callback.run();
    }
  }
}
