/* Upvalues of C functions that others set while the function runs. */
#include "apitest.h"

#include <stdio.h>

/* Sets its upvalue without an argument; with a function, calls it and answers the upvalue then. */
static int set_or_call(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    lua_pushliteral(L, "set by another call");
    lua_replace(L, lua_upvalueindex(1));
    return 0;
  }
  const char *before = lua_tostring(L, lua_upvalueindex(1));
  lua_pushvalue(L, 1);
  lua_call(L, 0, 0);
  lua_pushfstring(L, "%s, then %s", before, lua_tostring(L, lua_upvalueindex(1)));
  return 1;
}

/* By another call of the function, by a coroutine, by debug.setupvalue, by nobody. */
static int set_elsewhere(lua_State *L) {
  static const char *const ways[] = {
      "shared(function() shared() end)",
      "shared(coroutine.wrap(function() shared() end))",
      "shared(function() debug.setupvalue(shared, 1, 'set by debug') end)",
      "shared(function() shared(function() shared() end) end)",
      "shared(function() end)"};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    char code[200];
    lua_settop(L, 0);
    lua_pushliteral(L, "first");
    lua_pushcclosure(L, set_or_call, 1);
    lua_setglobal(L, "shared");
    snprintf(code, sizeof code, "return %s, debug.getupvalue(shared, 1)", ways[i]);
    run(L, code, 0, 3);
    say(ways[i], "%s", show_all(L));
  }
  lua_pushnil(L);
  lua_setglobal(L, "shared");
  return 0;
}

static int set_own(lua_State *L) {
  lua_Debug ar;
  lua_getstack(L, 0, &ar);
  lua_getinfo(L, "f", &ar);
  lua_pushinteger(L, 42);
  lua_setupvalue(L, -2, 2);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(3));
  return 3;
}

static int of_the_running_one(lua_State *L) {
  lua_settop(L, 0);
  lua_pushliteral(L, "first");
  lua_pushliteral(L, "second");
  lua_newtable(L);
  lua_pushcclosure(L, set_own, 3);
  lua_call(L, 0, 3);
  say("lua_setupvalue of the running closure", "%s", show_all(L));
  return 0;
}

/* A number that becomes a text does so in the closure. */
static int convert(lua_State *L) {
  lua_tostring(L, lua_upvalueindex(1));
  lua_pushstring(L, luaL_typename(L, lua_upvalueindex(1)));
  return 1;
}

static int conversion(lua_State *L) {
  lua_settop(L, 0);
  lua_pushinteger(L, 12);
  lua_pushcclosure(L, convert, 1);
  lua_pushvalue(L, 1);
  lua_call(L, 0, 1);
  lua_getupvalue(L, 1, 1);
  say("a number made a text", "%s", show_all(L));
  return 0;
}

static int sum(lua_State *L) {
  double sum = 0;
  for (int i = 1; i <= 255; i++) sum += lua_tonumber(L, lua_upvalueindex(i));
  lua_pushnumber(L, sum);
  lua_pushboolean(L, lua_isnone(L, lua_upvalueindex(256)));
  lua_pushinteger(L, 1000);
  lua_replace(L, lua_upvalueindex(255));
  return 2;
}

static int most(lua_State *L) {
  lua_settop(L, 0);
  luaL_checkstack(L, 300, NULL);
  for (int i = 1; i <= 255; i++) lua_pushinteger(L, i);
  lua_pushcclosure(L, sum, 255);
  for (int i = 0; i < 2; i++) {
    lua_pushvalue(L, 1);
    lua_call(L, 0, 2);
  }
  lua_getupvalue(L, 1, 255);
  say("255 upvalues", "%s, another %d", show_all(L), lua_getupvalue(L, 1, 256) != NULL);
  return 0;
}

const luaL_Reg upvalue_tests[] = {{"set_elsewhere", set_elsewhere},
    {"of_the_running_one", of_the_running_one}, {"conversion", conversion}, {"most", most},
    {NULL, NULL}};
