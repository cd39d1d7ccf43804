package io.github.luasearchers.engine.require;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The libraries of the probe, each of which is a jar for the engine and a C library for PUC's Lua.
 */
public final class ProbeLibraries {

  private ProbeLibraries() {}

  /** A library that tells what it is called with. */
  public static final class One {
    private One() {}

    public static Varargs luaopen_one(Varargs args) {
      LuaTable table = new LuaTable();
      for (int i = 1; i <= args.narg(); i++) {
        table.set(i, args.arg(i));
      }
      return table;
    }

    public static Varargs other_name(Varargs args) {
      return LuaValue.valueOf("other");
    }

    /** Not static, and so no function of the library. */
    public Varargs luaopen_instance(Varargs args) {
      return args;
    }

    /** No function of the library either. */
    public static String luaopen_text(Varargs args) {
      return args.tojstring();
    }
  }

  /** A library of a submodule. */
  public static final class AB {
    private AB() {}

    public static Varargs luaopen_a_lib(Varargs args) {
      return LuaValue.valueOf("luaopen_a_lib");
    }
  }

  /** A library for a module and its submodules. */
  public static final class Root {
    private Root() {}

    public static Varargs luaopen_root(Varargs args) {
      return LuaValue.valueOf("luaopen_root");
    }

    public static Varargs luaopen_root_sub(Varargs args) {
      return LuaValue.valueOf("luaopen_root_sub");
    }

    public static Varargs luaopen_root_deep_er(Varargs args) {
      return LuaValue.valueOf("luaopen_root_deep_er");
    }

    public static Varargs luaopen_root_v1(Varargs args) {
      return LuaValue.valueOf("luaopen_root_v1");
    }
  }

  /** A library without open functions. */
  public static final class NoOpen {
    private NoOpen() {}

    public static Varargs unused(Varargs args) {
      return LuaValue.NONE;
    }
  }

  /** A library whose function is named by what stands before the hyphen. */
  public static final class V1Only {
    private V1Only() {}

    public static Varargs luaopen_v1(Varargs args) {
      return LuaValue.valueOf("luaopen_v1");
    }
  }

  /** A library with both. */
  public static final class V1Both {
    private V1Both() {}

    public static Varargs luaopen_v1(Varargs args) {
      return LuaValue.valueOf("luaopen_v1");
    }

    public static Varargs luaopen_both(Varargs args) {
      return LuaValue.valueOf("luaopen_both");
    }
  }

  /** A library whose function is named by what stands behind the hyphen. */
  public static final class V1Old {
    private V1Old() {}

    public static Varargs luaopen_old(Varargs args) {
      return LuaValue.valueOf("luaopen_old");
    }
  }

  /** A submodule with a hyphen. */
  public static final class AV1B {
    private AV1B() {}

    public static Varargs luaopen_a_v1(Varargs args) {
      return LuaValue.valueOf("luaopen_a_v1");
    }

    public static Varargs luaopen_b(Varargs args) {
      return LuaValue.valueOf("luaopen_b");
    }
  }

  /** A library that can't be opened. */
  public static final class Raises {
    private Raises() {}

    public static Varargs luaopen_raises(Varargs args) {
      throw new LuaError(LuaValue.valueOf("raised"));
    }
  }

  /** A library that gives nothing. */
  public static final class Empty {
    private Empty() {}

    public static Varargs luaopen_void(Varargs args) {
      return LuaValue.NONE;
    }
  }

  /** A library that a Lua file could be as well. */
  public static final class Both {
    private Both() {}

    public static Varargs luaopen_both(Varargs args) {
      return LuaValue.valueOf("luaopen_both");
    }
  }
}
