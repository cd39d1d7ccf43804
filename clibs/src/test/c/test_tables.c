/* Tables: getters and setters, raw and with metamethods, traversal, metatables, globals. */
#include "apitest.h"

#include <math.h>

static void sample(lua_State *L) {
  lua_settop(L, 0);
  run(L, "return setmetatable({10, 20, 30, name = 'sample', [2.5] = 'half', [true] = 'yes'},"
      "{__index = function(t, k) return 'no ' .. tostring(k) end,"
      "__newindex = function(t, k, v) rawset(t, k, {v}) end})", 0, 1);
}

static int getting(lua_State *L) {
  static int key;
  sample(L);
  say_first("getfield", "%s %s", TYPE_OF(L, lua_getfield(L, 1, "name")), show(L, -1));
  say_first("getfield by __index", "%s %s", TYPE_OF(L, lua_getfield(L, 1, "gone")), show(L, -1));
  lua_pushboolean(L, 1);
  say_first("gettable", "%s %s", TYPE_OF(L, lua_gettable(L, 1)), show(L, -1));
  lua_pushliteral(L, "gone");
  say("rawget", "%s", TYPE_OF(L, lua_rawget(L, 1)));
  lua_pushnumber(L, 2.5);
  say_first("rawget of a float", "%s %s", TYPE_OF(L, lua_rawget(L, 1)), show(L, -1));
  lua_pushnumber(L, 2.0);
  say_first("rawget of a whole float", "%s %s", TYPE_OF(L, lua_rawget(L, 1)), show(L, -1));
  say_first("rawgeti", "%s %s", TYPE_OF(L, lua_rawgeti(L, 1, 3)), show(L, -1));
  say("rawgeti beyond", "%s", TYPE_OF(L, lua_rawgeti(L, 1, 4)));
  say("rawgetp of nothing", "%s", TYPE_OF(L, lua_rawgetp(L, 1, &key)));
#if AT_LEAST(503)
  say_first("geti", "%s %s", TYPE_OF(L, lua_geti(L, 1, 2)), show(L, -1));
  say_first("geti by __index", "%s %s", TYPE_OF(L, lua_geti(L, 1, LUA_MAXINTEGER)), show(L, -1));
#endif
  lua_settop(L, 1);
  lua_pushliteral(L, "text");
  say("getfield of a string", "%s", TYPE_OF(L, lua_getfield(L, 2, "upper")));
  return 0;
}

static int setting(lua_State *L) {
  static int key;
  sample(L);
  lua_pushinteger(L, 1);
  lua_setfield(L, 1, "new");
  lua_pushinteger(L, 2);
  lua_setfield(L, 1, "name");
  lua_pushliteral(L, "k");
  lua_pushinteger(L, 3);
  lua_settable(L, 1);
  lua_pushliteral(L, "raw");
  lua_pushinteger(L, 4);
  lua_rawset(L, -3);
  lua_pushinteger(L, 5);
  lua_rawseti(L, 1, 4);
  lua_pushinteger(L, 6);
  lua_rawsetp(L, 1, &key);
  say("setters pop", "%s", show_all(L));
  lua_rawgetp(L, 1, &key);
  lua_pushlightuserdata(L, &key);
  lua_rawget(L, 1);
  say("rawsetp, rawgetp", "%s %s", show(L, -1), show(L, -2));
  lua_settop(L, 1);
#if AT_LEAST(503)
  lua_pushinteger(L, 7);
  lua_seti(L, 1, 5);
  lua_pushinteger(L, 8);
  lua_seti(L, 1, 1);
#else
  run(L, "local t = ... t[5] = 7 t[1] = 8", (lua_pushvalue(L, 1), 1), 0);
#endif
  run(L, "local t = ... return t.new[1], t.name, t.k[1], t.raw, t[4], t[5][1], t[1]", 1, 7);
  say("setfield, settable, rawset, rawseti, seti", "%s", show_all(L));
  return 0;
}

static int into_new(lua_State *L) {
  lua_settop(L, 0);
  lua_createtable(L, 4, 4);
  for (int i = 1; i <= 20; i++) {
    lua_pushinteger(L, i * i);
    lua_rawseti(L, 1, i);
    lua_pushinteger(L, i);
    lua_setfield(L, 1, lua_pushfstring(L, "k%d", i));
    lua_settop(L, 1);
  }
  say("length of a new table", "%d", (int)lua_rawlen(L, 1));
  lua_getfield(L, 1, "k20");
  lua_rawgeti(L, 1, 20);
  say("fields of a new table", "%s", show_all(L));
  lua_pushnil(L);
  lua_rawseti(L, 1, 20);
  say("length after the last was taken away", "%d", (int)lua_rawlen(L, 1));
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "inner");
  lua_pushliteral(L, "seen");
  lua_setfield(L, 1, "late");
  run(L, "local o = ... return o.inner.late, o.inner[20], #o.inner", 1, 3);
  say("a table that was set before its fields", "%s %s %s", show(L, -3), show(L, -2), show(L, -1));
  lua_settop(L, 0);
  lua_newtable(L);
  for (int i = 0; i < 2000; i++) {
    lua_pushnumber(L, i + 0.5);
    lua_pushinteger(L, i);
    lua_rawset(L, 1);
  }
  lua_pushnumber(L, 1999.5);
  lua_rawget(L, 1);
  say("2000 raw sets", "%s", show_all(L));
  return 0;
}

static int set_nan(lua_State *L) {
  lua_newtable(L);
  lua_pushnumber(L, NAN);
  lua_pushinteger(L, 1);
  lua_rawset(L, -3);
  return 0;
}

static int set_nil(lua_State *L) {
  lua_newtable(L);
  lua_pushnil(L);
  lua_pushinteger(L, 1);
  lua_settable(L, -3);
  return 0;
}

static int index_it(lua_State *L) {
  lua_getfield(L, 1, "field");
  return 1;
}

static int set_it(lua_State *L) {
  lua_pushinteger(L, 1);
  lua_setfield(L, 1, "field");
  return 0;
}

static int next_of_unknown(lua_State *L) {
  lua_newtable(L);
  lua_pushliteral(L, "no key");
  return lua_next(L, -2);
}

static int table_errors(lua_State *L) {
  lua_settop(L, 0);
  attempt(L, "settable with the key nil", set_nil, 0);
  attempt(L, "rawset with the key NaN", set_nan, 0);
  lua_pushnil(L);
  attempt(L, "getfield of nil", index_it, 1);
  lua_pushinteger(L, 1);
  attempt(L, "getfield of a number", index_it, 1);
  lua_pushboolean(L, 1);
  attempt(L, "setfield of a boolean", set_it, 1);
  lua_pushliteral(L, "text");
  attempt(L, "setfield of a string", set_it, 1);
  run(L, "return setmetatable({}, {__index = function() error('from index', 0) end})", 0, 1);
  attempt(L, "an error in __index", index_it, 1);
  run(L, "return setmetatable({}, {__newindex = function() error({}, 0) end})", 0, 1);
  attempt(L, "an error in __newindex", set_it, 1);
  attempt(L, "next with an unknown key", next_of_unknown, 0);
  return 0;
}

static int traversal(lua_State *L) {
  int count = 0;
  double sum = 0;
  lua_settop(L, 0);
  run(L, "local t = {} for i = 1, 100 do t[i] = i t['k' .. i] = i end return t", 0, 1);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    count++;
    sum += lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
  say("next", "%d entries, sum %g, stack %s", count, sum, show_all(L));
  lua_newtable(L);
  lua_pushnil(L);
  say_first("next of an empty table", "%d %s", lua_next(L, 2), show_all(L));
  lua_settop(L, 0);
  run(L, "return {10, 20, 30}", 0, 1);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    say("next of an array", "%s = %s", show(L, -2), show(L, -1));
    lua_pop(L, 1);
  }
  return 0;
}

static int changing_traversal(lua_State *L) {
  int count = 0;
  lua_settop(L, 0);
  run(L, "local t = {} for i = 1, 60 do t['k' .. i] = i end return t", 0, 1);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    count++;
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, 1);
  }
  lua_pushnil(L);
  int left = lua_next(L, 1);
  say("next while entries are taken away", "%d, left %d", count, left);
  lua_settop(L, 0);
  run(L, "local t = {} for i = 1, 60 do t['k' .. i] = i end return t", 0, 1);
  double sum = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushnumber(L, lua_tonumber(L, -2) * 2);
    lua_settable(L, 1);
    lua_pop(L, 1);
  }
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    sum += lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
  say("next while entries are replaced", "sum %g", sum);
  count = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    run(L, "local t = ... for k in pairs(t) do t[k] = -1 end", (lua_pushvalue(L, 1), 1), 0);
    count += lua_tointeger(L, -1) == -1;
    lua_pop(L, 1);
  }
  say("next while Lua code replaces the values", "%d of them seen", count);
  lua_settop(L, 0);
  run(L, "local t = {} for i = 1, 20 do t[i] = {i} end return t", 0, 1);
  count = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pushnil(L);
    while (lua_next(L, -2)) {
      count += (int)lua_tointeger(L, -1);
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  say("next in next", "%d", count);
  return 0;
}

static int elements(lua_State *L) {
  double sum = 0;
  lua_settop(L, 0);
  run(L, "local t = {} for i = 1, 100 do t[i] = i end return t", 0, 1);
  for (int i = 1; i <= 100; i++) {
    lua_rawgeti(L, 1, i);
    sum += lua_tonumber(L, -1);
    lua_pop(L, 1);
    if (i < 100) {
      lua_pushinteger(L, 1000 + i);
      lua_rawseti(L, 1, i + 1);
    }
  }
  say("rawgeti of what was just set", "%g", sum);
  for (int i = 1; i <= 3; i++) {
    lua_rawgeti(L, 1, i);
    run(L, "local t, i = ... t[i] = 'from Lua'",
        (lua_pushvalue(L, 1), lua_pushinteger(L, i + 1), 2), 0);
  }
  say("rawgeti of what Lua code has set", "%s", show_all(L));
  return 0;
}

static int length_of_all(lua_State *L) {
  lua_pushfstring(L, "length of %s", lua_toboolean(L, 1) ? "true" : "false");
  return 1;
}

static int metatables(lua_State *L) {
  lua_settop(L, 0);
  lua_newtable(L);
  say_first("getmetatable of none", "%d %s", lua_getmetatable(L, 1), show_all(L));
  lua_newtable(L);
  lua_pushliteral(L, "mark");
  lua_setfield(L, 2, "mark");
  say_first("setmetatable", "%d %s", lua_setmetatable(L, 1), show_all(L));
  say("getmetatable", "%d", lua_getmetatable(L, 1));
  lua_getfield(L, -1, "mark");
  say("the metatable's field", "%s", show_all(L));
  lua_settop(L, 1);
  lua_pushnil(L);
  lua_setmetatable(L, 1);
  say("setmetatable with nil", "%d", lua_getmetatable(L, 1));
  lua_settop(L, 0);
  lua_pushboolean(L, 1);
  lua_newtable(L);
  lua_pushcfunction(L, length_of_all);
  lua_setfield(L, 2, "__len");
  lua_setmetatable(L, 1);
  run(L, "local yes = true return #yes, #false", 0, 2);
  say("a metatable of booleans", "%s", show_all(L));
  lua_pushnil(L);
  lua_setmetatable(L, 1);
  lua_pushliteral(L, "text");
  say("getmetatable of a string", "%d", lua_getmetatable(L, -1));
  lua_getfield(L, -1, "__index");
  lua_getglobal(L, "string");
  say("strings' __index", "%d", lua_rawequal(L, -1, -2));
  return 0;
}

static int globals(lua_State *L) {
  lua_settop(L, 0);
  lua_pushinteger(L, 77);
  lua_setglobal(L, "apitest_global");
  say_first("setglobal, getglobal", "%s %s", TYPE_OF(L, lua_getglobal(L, "apitest_global")),
      show_all(L));
  lua_pushglobaltable(L);
  lua_getfield(L, -1, "apitest_global");
  lua_getfield(L, -2, "_G");
  say("pushglobaltable", "%s, _G is it %d", show(L, -2), lua_rawequal(L, -1, -3));
  lua_pushnil(L);
  lua_setglobal(L, "apitest_global");
  say("getglobal of nothing", "%s", TYPE_OF(L, lua_getglobal(L, "apitest_global")));
  lua_register(L, "apitest_function", index_it);
  run(L, "return apitest_function({field = 'registered'})", 0, 1);
  say("register", "%s", show(L, -1));
  lua_pushnil(L);
  lua_setglobal(L, "apitest_function");
  return 0;
}

const luaL_Reg table_tests[] = {{"getting", getting}, {"setting", setting}, {"into_new", into_new},
    {"table_errors", table_errors}, {"traversal", traversal},
    {"changing_traversal", changing_traversal}, {"elements", elements}, {"metatables", metatables},
    {"globals", globals}, {NULL, NULL}};
