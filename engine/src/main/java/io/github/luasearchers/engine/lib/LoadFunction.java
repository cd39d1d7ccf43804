package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions {@code load}, {@code loadfile} and {@code dofile}. */
final class LoadFunction extends LibraryFunction {

  private static final LuaString FROM_READER = LuaString.valueOf("=(load)");

  private final Chunks chunks;

  private LoadFunction(LuaRuntime lua, String name, Chunks chunks) {
    super(lua, name);
    this.chunks = chunks;
  }

  static void open(LuaRuntime lua, LuaTable library, @Nullable Places places) {
    Chunks chunks = new Chunks(lua, places);
    LoadFunction load = new LoadFunction(lua, "load", chunks);
    library.rawset(StringTable.name("load"), load);
    new LoadFunction(lua, "loadfile", chunks).addTo(library);
    new LoadFunction(lua, "dofile", chunks).addTo(library);
    if (!lua.level().atLeast(Level.LUA_5_3)) {
      // In C they are one function as well.
      library.rawset(StringTable.name("loadstring"), load);
    }
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (name()) {
      case "load" -> load(args);
      case "loadfile" -> loadFile(args);
      default -> doFile(args);
    };
  }

  private Varargs load(Varargs args) {
    LuaValue chunk = args.arg1();
    boolean whole = chunk instanceof LuaString || chunk instanceof LuaNumber;
    @Nullable String mode = mode(args, 3);
    LuaString name = optString(args, 2, whole ? lua.text(chunk) : FROM_READER);
    @Nullable LuaValue env = env(args, 4);
    if (!whole) {
      checkFunction(args, 1);
    }
    try {
      byte[] code = whole ? LuaText.bytes(lua.text(chunk)) : read(chunk, mode);
      return chunks.load(code, LuaText.upToZero(name), mode, env);
    } catch (LuaError e) {
      return failed(e);
    }
  }

  /** Asks a function for the pieces of a chunk until it has no more. */
  private byte[] read(LuaValue reader, @Nullable String mode) {
    LuaStringBuffer code = new LuaStringBuffer(lua, 256);
    while (true) {
      LuaValue piece = callFor1(reader, NONE);
      if (piece.isnil()) {
        break;
      }
      if (!(piece instanceof LuaString) && !(piece instanceof LuaNumber)) {
        throw lua.error("reader function must return a string", 1);
      }
      LuaString text = lua.text(piece);
      if (text.m_length == 0) {
        break;
      }
      if (code.size() == 0) {
        chunks.checkMode(text, mode);
      }
      code.append(text);
    }
    return LuaText.bytes(code.toLuaString());
  }

  private Varargs loadFile(Varargs args) {
    @Nullable LuaString file = fileName(args);
    @Nullable String mode = mode(args, 2);
    try {
      return chunks.loadFile(file, mode, env(args, 3));
    } catch (LuaError e) {
      return failed(e);
    }
  }

  private Varargs doFile(Varargs args) {
    LuaValue code = chunks.loadFile(fileName(args), null, null);
    return lua.callThen(code, NONE, AllResults.INSTANCE);
  }

  private @Nullable LuaString fileName(Varargs args) {
    return args.isnoneornil(1) ? null : checkString(args, 1);
  }

  private @Nullable String mode(Varargs args, int arg) {
    return args.isnoneornil(arg) ? null : LuaText.toJava(checkString(args, arg));
  }

  private @Nullable LuaValue env(Varargs args, int arg) {
    return args.narg() < arg ? null : args.arg(arg);
  }

  private static Varargs failed(LuaError e) {
    @Nullable LuaValue value = e.getMessageObject();
    return varargsOf(NIL, value == null ? NIL : value);
  }

  /** Ends {@code dofile} with all that the chunk returned. */
  private static final class AllResults extends Continuation {

    static final AllResults INSTANCE = new AllResults();

    @Override
    protected Varargs resume(Varargs results) {
      return results;
    }
  }
}
