package io.github.luasearchers.clibs;

/** The functions of PUC's API that not all versions have: those of {@code functions.h}. */
final class ApiVersions {

  /** A bit for each version, the lowest for 5.2. */
  private static final int ONLY_5_2 = 0b001;

  private static final int BEFORE_5_4 = 0b011;
  private static final int SINCE_5_4 = 0b100;
  private static final int SINCE_5_3 = 0b110;
  private static final int UNKNOWN = 0b111;

  private static final int FIRST = 502;

  private ApiVersions() {}

  /** Tells whether a function is one of another version only. */
  static boolean isForeign(String function, int version) {
    return (versions(function) & 1 << version - FIRST) == 0;
  }

  /** No map: it would have to be filled for the few names that a library asks for. */
  private static int versions(String function) {
    return switch (function) {
      case "luaL_addgsub",
          "luaL_typeerror",
          "lua_closeslot",
          "lua_closethread",
          "lua_getiuservalue",
          "lua_newuserdatauv",
          "lua_resetthread",
          "lua_setcstacklimit",
          "lua_setiuservalue",
          "lua_setwarnf",
          "lua_toclose",
          "lua_warning" ->
          SINCE_5_4;
      case "luaL_checkunsigned",
          "luaL_openlib",
          "luaL_optunsigned",
          "luaL_pushmodule",
          "lua_getctx",
          "lua_insert",
          "lua_pushunsigned",
          "lua_remove",
          "lua_replace",
          "lua_tounsignedx" ->
          ONLY_5_2;
      case "lua_geti",
          "lua_isinteger",
          "lua_isyieldable",
          "lua_rotate",
          "lua_seti",
          "lua_stringtonumber",
          "luaopen_utf8" ->
          SINCE_5_3;
      case "lua_getuservalue", "lua_newuserdata", "lua_setuservalue", "luaopen_bit32" -> BEFORE_5_4;
      default -> UNKNOWN;
    };
  }
}
