/* A library with several modules: a, a.b.c, and version v1-h by the hyphen rule. */
#include <lauxlib.h>
#include <lua.h>

static int opened(lua_State *L, const char *function) {
  lua_newtable(L);
  lua_pushstring(L, function);
  lua_setfield(L, -2, "function");
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "name");
  lua_pushstring(L, lua_tostring(L, 2));
  lua_setfield(L, -2, "file");
  lua_pushinteger(L, lua_gettop(L) - 1);
  lua_setfield(L, -2, "arguments");
  return 1;
}

int luaopen_a(lua_State *L) {
  return opened(L, "luaopen_a");
}

int luaopen_a_b_c(lua_State *L) {
  return opened(L, "luaopen_a_b_c");
}

int luaopen_a_none(lua_State *L) {
  (void)L;
  return 0;
}

int luaopen_a_false(lua_State *L) {
  lua_pushboolean(L, 0);
  return 1;
}

int luaopen_a_fails(lua_State *L) {
  return luaL_error(L, "the library does not want to");
}

int luaopen_a_new(lua_State *L) {
  return opened(L, "luaopen_a_new");
}
