package io.github.luasearchers.clibs;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of PUC's API that not all versions have: those of {@code functions.h}. */
final class ApiVersions {

  private static final Map<String, List<Integer>> VERSIONS =
      Map.ofEntries(
          entry("luaL_addgsub", List.of(504)),
          entry("luaL_checkunsigned", List.of(502)),
          entry("luaL_openlib", List.of(502)),
          entry("luaL_optunsigned", List.of(502)),
          entry("luaL_pushmodule", List.of(502)),
          entry("luaL_typeerror", List.of(504)),
          entry("lua_closeslot", List.of(504)),
          entry("lua_closethread", List.of(504)),
          entry("lua_getctx", List.of(502)),
          entry("lua_geti", List.of(503, 504)),
          entry("lua_getiuservalue", List.of(504)),
          entry("lua_getuservalue", List.of(502, 503)),
          entry("lua_insert", List.of(502)),
          entry("lua_isinteger", List.of(503, 504)),
          entry("lua_isyieldable", List.of(503, 504)),
          entry("lua_newuserdata", List.of(502, 503)),
          entry("lua_newuserdatauv", List.of(504)),
          entry("lua_pushunsigned", List.of(502)),
          entry("lua_remove", List.of(502)),
          entry("lua_replace", List.of(502)),
          entry("lua_resetthread", List.of(504)),
          entry("lua_rotate", List.of(503, 504)),
          entry("lua_setcstacklimit", List.of(504)),
          entry("lua_seti", List.of(503, 504)),
          entry("lua_setiuservalue", List.of(504)),
          entry("lua_setuservalue", List.of(502, 503)),
          entry("lua_setwarnf", List.of(504)),
          entry("lua_stringtonumber", List.of(503, 504)),
          entry("lua_toclose", List.of(504)),
          entry("lua_tounsignedx", List.of(502)),
          entry("lua_warning", List.of(504)),
          entry("luaopen_bit32", List.of(502, 503)),
          entry("luaopen_utf8", List.of(503, 504)));

  private ApiVersions() {}

  /** Tells whether a function is one of another version only. */
  static boolean isForeign(String function, int version) {
    @Nullable List<Integer> versions = VERSIONS.get(function);
    return versions != null && !versions.contains(version);
  }

  /** Returns the functions that not all versions have, and the versions that have them. */
  static Map<String, List<Integer>> all() {
    return VERSIONS;
  }
}
