/* The registry and references. */
#include "apitest.h"

static int registry(lua_State *L) {
  static int key;
  lua_settop(L, 0);
  say("the registry's type", "%d %s", lua_type(L, LUA_REGISTRYINDEX),
      luaL_typename(L, LUA_REGISTRYINDEX));
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pushglobaltable(L);
  say("the registry's globals", "%d", lua_rawequal(L, 1, 2));
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
  say("the registry's main thread", "%s", show(L, -1));
  lua_getfield(L, LUA_REGISTRYINDEX, "_LOADED");
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "loaded");
  say("_LOADED", "%d", lua_rawequal(L, -1, -3));
  lua_getfield(L, LUA_REGISTRYINDEX, "_PRELOAD");
  lua_getfield(L, -3, "preload");
  say("_PRELOAD", "%d", lua_rawequal(L, -1, -2));
  lua_settop(L, 0);
  lua_pushliteral(L, "kept");
  lua_setfield(L, LUA_REGISTRYINDEX, "apitest.kept");
  lua_getfield(L, LUA_REGISTRYINDEX, "apitest.kept");
  say("a field of the registry", "%s", show_all(L));
  run(L, "return debug.getregistry()['apitest.kept']", 0, 1);
  say("a field of the registry in Lua", "%s", show_all(L));
  lua_pushnil(L);
  lua_setfield(L, LUA_REGISTRYINDEX, "apitest.kept");
  lua_pushliteral(L, "by address");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key);
  say("rawsetp into the registry", "%s", show(L, -1));
  lua_pushlightuserdata(L, &key);
  lua_pushnil(L);
  lua_settable(L, LUA_REGISTRYINDEX);
  say("rawgetp after it was taken away", "%s", TYPE_OF(L, lua_rawgetp(L, LUA_REGISTRYINDEX, &key)));
  lua_pushvalue(L, LUA_REGISTRYINDEX);
  say("pushvalue of the registry", "%d", lua_topointer(L, -1) == lua_topointer(L, LUA_REGISTRYINDEX));
  return 0;
}

static int references(lua_State *L) {
  int refs[6];
  lua_settop(L, 0);
  lua_newtable(L);
  for (int i = 0; i < 5; i++) {
    lua_pushfstring(L, "value %d", i);
    refs[i] = luaL_ref(L, 1);
  }
  say("ref", "%d %d %d %d %d, stack %s", refs[0], refs[1], refs[2], refs[3], refs[4], show_all(L));
  lua_pushnil(L);
  say("ref of nil", "%d, %d", luaL_ref(L, 1) == LUA_REFNIL, LUA_REFNIL);
  luaL_unref(L, 1, refs[1]);
  luaL_unref(L, 1, refs[3]);
  luaL_unref(L, 1, LUA_REFNIL);
  luaL_unref(L, 1, LUA_NOREF);
  lua_pushliteral(L, "again");
  int again = luaL_ref(L, 1);
  lua_pushliteral(L, "and again");
  int and_again = luaL_ref(L, 1);
  lua_pushliteral(L, "new");
  say("ref after unref", "%d %d %d", again, and_again, luaL_ref(L, 1));
  lua_rawgeti(L, 1, again);
  lua_rawgeti(L, 1, refs[0]);
  say("referred values", "%s", show_all(L));
  return 0;
}

static int registry_references(lua_State *L) {
  lua_settop(L, 0);
  lua_newtable(L);
  const void *table = lua_topointer(L, 1);
  int ref = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_pushliteral(L, "a text that is referred to and longer than forty bytes are");
  int text = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_rawgeti(L, LUA_REGISTRYINDEX, ref);
  lua_rawgeti(L, LUA_REGISTRYINDEX, text);
  say("a reference into the registry", "%d %s", lua_topointer(L, 1) == table, show_all(L));
  luaL_unref(L, LUA_REGISTRYINDEX, text);
  lua_pushinteger(L, 1);
  int reused = luaL_ref(L, LUA_REGISTRYINDEX);
  say("a free reference is used again", "%d", reused == text);
  luaL_unref(L, LUA_REGISTRYINDEX, reused);
  luaL_unref(L, LUA_REGISTRYINDEX, ref);
  return 0;
}

/* Bytes that a library goes on using after its function has returned, with the string referred to. */
static const char *kept_bytes;
static int kept_reference;

static int keep_bytes(lua_State *L) {
  kept_bytes = luaL_checkstring(L, 1);
  lua_settop(L, 1);
  kept_reference = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

static int kept(lua_State *L) {
  static const char *const codes[] = {
    "local keep = ... keep('short ' .. 1)",
    "local keep = ... keep(string.rep('long and made by Lua ', 5))",
    "local keep = ... coroutine.wrap(function() keep('in a coroutine ' .. 2) end)()",
    "local keep = ... for i = 1, 100 do keep('a constant') end"
  };
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    lua_settop(L, 0);
    lua_pushcfunction(L, keep_bytes);
    run(L, codes[i], 1, 0);
    run(L, "for i = 1, 100 do ('%d waste'):format(i):rep(i) end collectgarbage()", 0, 0);
    for (int k = 0; k < 3000; k++) lua_pushfstring(L, "waste %d", k), lua_pop(L, 1);
    say("bytes of a string that is referred to", "%s", kept_bytes);
    luaL_unref(L, LUA_REGISTRYINDEX, kept_reference);
  }
  return 0;
}

const luaL_Reg registry_tests[] = {{"registry", registry}, {"references", references},
    {"registry_references", registry_references}, {"kept", kept}, {NULL, NULL}};
