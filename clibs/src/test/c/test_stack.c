/* The stack: tops, indices, moves. */
#include "apitest.h"

#include <stdio.h>

static void letters(lua_State *L, int count) {
  lua_settop(L, 0);
  for (int i = 0; i < count; i++) lua_pushfstring(L, "%c", 'a' + i);
}

static int tops(lua_State *L) {
  say("gettop of no arguments", "%d", lua_gettop(L));
  letters(L, 3);
  say("gettop of three", "%s", show_all(L));
  lua_settop(L, 5);
  say("settop upwards fills with nil", "%s", show_all(L));
  lua_settop(L, 2);
  lua_settop(L, 3);
  say("settop down and up", "%s", show_all(L));
  lua_settop(L, -2);
  say("settop -2", "%s", show_all(L));
  lua_settop(L, -1);
  say("settop -1", "%s", show_all(L));
  lua_pop(L, 2);
  say("pop 2", "%s", show_all(L));
  lua_settop(L, 0);
  say("settop 0", "%s", show_all(L));
  return 0;
}

static int absolute(lua_State *L) {
  letters(L, 4);
  say("absindex", "%d %d %d", lua_absindex(L, 2), lua_absindex(L, -1), lua_absindex(L, -4));
  say("absindex of pseudo-indices", "%d %d", lua_absindex(L, LUA_REGISTRYINDEX),
      lua_absindex(L, lua_upvalueindex(3)));
  say("negative indices", "%s %s %s", show(L, -1), show(L, -2), show(L, -4));
  say("types beyond the top", "%d %d %d %d", lua_type(L, 5), lua_type(L, 20), lua_isnone(L, 5),
      lua_isnoneornil(L, 4));
  say("typename of none", "%s", luaL_typename(L, 9));
  return 0;
}

static int moves(lua_State *L) {
  letters(L, 4);
  lua_pushvalue(L, 2);
  say("pushvalue 2", "%s", show_all(L));
  lua_pushvalue(L, -3);
  say("pushvalue -3", "%s", show_all(L));
  letters(L, 4);
  lua_insert(L, 2);
  say("insert 2", "%s", show_all(L));
  lua_insert(L, -3);
  say("insert -3", "%s", show_all(L));
  lua_insert(L, -1);
  say("insert -1", "%s", show_all(L));
  lua_insert(L, 1);
  say("insert 1", "%s", show_all(L));
  letters(L, 4);
  lua_remove(L, 1);
  say("remove 1", "%s", show_all(L));
  lua_remove(L, -2);
  say("remove -2", "%s", show_all(L));
  lua_remove(L, -1);
  say("remove -1", "%s", show_all(L));
  letters(L, 4);
  lua_replace(L, 2);
  say("replace 2", "%s", show_all(L));
  lua_replace(L, -3);
  say("replace -3", "%s", show_all(L));
  letters(L, 4);
  lua_copy(L, 1, 3);
  lua_copy(L, -1, -3);
  say("copy", "%s", show_all(L));
  lua_copy(L, 2, 2);
  say("copy onto itself", "%s", show_all(L));
  return 0;
}

#if AT_LEAST(503)
static int rotations(lua_State *L) {
  static const int at[] = {1, 1, 2, 2, -3, -1, 3, 1, 1, -5};
  static const int by[] = {1, -1, 2, -2, 1, 0, -1, 5, -5, 3};
  for (int i = 0; i < 10; i++) {
    char name[40];
    letters(L, 5);
    lua_rotate(L, at[i], by[i]);
    lua_pushfstring(L, "rotate %d by %d", at[i], by[i]);
    snprintf(name, sizeof name, "%s", lua_tostring(L, -1));
    lua_pop(L, 1);
    say(name, "%s", show_all(L));
  }
  return 0;
}
#endif

static int with_upvalues(lua_State *L) {
  say("upvalues", "%s %s %s", show(L, lua_upvalueindex(1)), show(L, lua_upvalueindex(2)),
      show(L, lua_upvalueindex(3)));
  say("upvalue beyond the last", "%d %d %s", lua_type(L, lua_upvalueindex(4)),
      lua_type(L, lua_upvalueindex(255)), luaL_typename(L, lua_upvalueindex(4)));
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushinteger(L, lua_tointeger(L, lua_upvalueindex(1)) + 1);
  lua_replace(L, lua_upvalueindex(1));
  say("replace an upvalue", "%s, stack %s", show(L, lua_upvalueindex(1)), show_all(L));
  lua_copy(L, 1, lua_upvalueindex(3));
  say("copy to an upvalue", "%s", show(L, lua_upvalueindex(3)));
  lua_copy(L, lua_upvalueindex(2), 1);
  say("copy from an upvalue", "%s", show_all(L));
  return 1;
}

static int upvalues(lua_State *L) {
  lua_settop(L, 0);
  lua_pushinteger(L, 10);
  lua_pushliteral(L, "second");
  lua_pushnil(L);
  lua_pushcclosure(L, with_upvalues, 3);
  say("pushcclosure pops its upvalues", "%s", show_all(L));
  for (int i = 0; i < 2; i++) {
    lua_pushvalue(L, 1);
    lua_pushboolean(L, 1);
    lua_call(L, 1, 1);
    say("call of a closure", "%s", show_all(L));
    lua_pop(L, 1);
  }
  lua_getupvalue(L, 1, 1);
  say("an upvalue kept from call to call", "%s", show(L, -1));
  return 0;
}

static int many(lua_State *L) {
  long sum = 0;
  lua_settop(L, 0);
  say("checkstack 5000", "%d", lua_checkstack(L, 5000));
  for (int i = 1; i <= 5000; i++) lua_pushinteger(L, i);
  for (int i = 1; i <= 5000; i++) sum += (long)lua_tointeger(L, i);
  say("5000 values on the stack", "%d, sum %ld", lua_gettop(L), sum);
  say("checkstack of too many", "%d", lua_checkstack(L, 10000000));
  lua_settop(L, 0);
  for (int i = 0; i < 250; i++) lua_pushinteger(L, i);
  lua_pushcclosure(L, with_upvalues, 250);
  say("250 upvalues", "%s", show_all(L));
  lua_getupvalue(L, 1, 250);
  say("upvalue 250", "%s", show(L, -1));
  return 0;
}

static int too_many(lua_State *L) {
  luaL_checkstack(L, 10000000, "so many values");
  return 0;
}

static int too_many_unnamed(lua_State *L) {
  luaL_checkstack(L, 10000000, NULL);
  return 0;
}

static int exhausted(lua_State *L) {
  luaL_checkstack(L, 100, "no such error");
  say("luaL_checkstack of few", "%d", lua_gettop(L));
  attempt(L, "luaL_checkstack of too many", too_many, 0);
  attempt(L, "luaL_checkstack without a message", too_many_unnamed, 0);
  return 0;
}

const luaL_Reg stack_tests[] = {{"tops", tops}, {"absolute", absolute}, {"moves", moves},
#if AT_LEAST(503)
    {"rotations", rotations},
#endif
    {"upvalues", upvalues}, {"many", many}, {"exhausted", exhausted}, {NULL, NULL}};
