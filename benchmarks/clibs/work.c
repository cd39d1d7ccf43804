/* Functions to be called, and userdata to be made. */
#include <lauxlib.h>
#include <lua.h>

static int noop(lua_State *L) {
  (void)L;
  return 0;
}

static int add(lua_State *L) {
  lua_pushnumber(L, lua_tonumber(L, 1) + lua_tonumber(L, 2));
  return 1;
}

static int call(lua_State *L) {
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int length(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  lua_pushinteger(L, (lua_Integer)length);
  return 1;
}

static int protect(lua_State *L) {
  lua_pushboolean(L, lua_pcall(L, lua_gettop(L) - 1, 0, 0) == LUA_OK);
  return 1;
}

static int fail(lua_State *L) {
  return luaL_error(L, "failed");
}

static int finalized;

static int finalize(lua_State *L) {
  (void)L;
  finalized++;
  return 0;
}

static int object(lua_State *L) {
  lua_newuserdata(L, 16);
  if (luaL_newmetatable(L, "benchmark.object")) {
    lua_pushcfunction(L, finalize);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  return 1;
}

static int count_finalized(lua_State *L) {
  lua_pushinteger(L, finalized);
  finalized = 0;
  return 1;
}

int luaopen_work(lua_State *L) {
  static const luaL_Reg functions[] = {{"noop", noop}, {"add", add}, {"call", call},
      {"length", length}, {"protect", protect}, {"fail", fail}, {"object", object},
      {"finalized", count_finalized}, {NULL, NULL}};
  luaL_newlib(L, functions);
  return 1;
}
