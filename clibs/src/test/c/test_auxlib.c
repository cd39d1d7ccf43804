/* The auxiliary library: arguments, errors, metatables, modules, small helpers. */
#include "apitest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const options[] = {"alpha", "beta", "gamma", NULL};

static int integer(lua_State *L) {
  lua_pushinteger(L, luaL_checkinteger(L, 1));
  return 1;
}

static int number(lua_State *L) {
  lua_pushnumber(L, luaL_checknumber(L, 1));
  return 1;
}

static int string(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  lua_pushlstring(L, text, length);
  lua_pushinteger(L, (lua_Integer)length);
  return 2;
}

static int option(lua_State *L) {
  lua_pushinteger(L, luaL_checkoption(L, 1, "beta", options));
  return 1;
}

static int option_without_default(lua_State *L) {
  lua_pushinteger(L, luaL_checkoption(L, 1, NULL, options));
  return 1;
}

static int any(lua_State *L) {
  luaL_checkany(L, 1);
  return 0;
}

static int table(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  return 0;
}

static int boolean(lua_State *L) {
  luaL_checktype(L, 2, LUA_TBOOLEAN);
  return 0;
}

static int optional(lua_State *L) {
  size_t length = 77;
  lua_pushinteger(L, luaL_optinteger(L, 1, -1));
  lua_pushnumber(L, luaL_optnumber(L, 2, 0.5));
  lua_pushstring(L, luaL_optlstring(L, 3, "default", &length));
  lua_pushinteger(L, (lua_Integer)length);
  return 4;
}

static int argument_error(lua_State *L) {
  return luaL_argerror(L, 2, "no good");
}

static int checked(lua_State *L) {
  luaL_argcheck(L, lua_gettop(L) < 1, 1, "none wanted");
  return 0;
}

static int arguments(lua_State *L) {
  lua_settop(L, 0);
  lua_pushliteral(L, "12");
  attempt(L, "checkinteger of a text", integer, 1);
  lua_pushnumber(L, 3.5);
  attempt(L, "checkinteger of a float", integer, 1);
  lua_pushliteral(L, "x");
  attempt(L, "checkinteger of no number", integer, 1);
  attempt(L, "checkinteger of nothing", integer, 0);
  lua_pushliteral(L, "0x10");
  attempt(L, "checknumber of a text", number, 1);
  lua_newtable(L);
  attempt(L, "checknumber of a table", number, 1);
  lua_pushnumber(L, 2.5);
  attempt(L, "checklstring of a number", string, 1);
  lua_pushlstring(L, "a\0b", 3);
  attempt(L, "checklstring", string, 1);
  lua_pushnil(L);
  attempt(L, "checklstring of nil", string, 1);
  lua_pushliteral(L, "gamma");
  attempt(L, "checkoption", option, 1);
  attempt(L, "checkoption with a default", option, 0);
  lua_pushliteral(L, "delta");
  attempt(L, "checkoption of an unknown one", option, 1);
  attempt(L, "checkoption without a default", option_without_default, 0);
  lua_pushnil(L);
  attempt(L, "checkany of nil", any, 1);
  attempt(L, "checkany of nothing", any, 0);
  lua_pushinteger(L, 1);
  attempt(L, "checktype", table, 1);
  attempt(L, "checktype of nothing", table, 0);
  lua_pushinteger(L, 1);
  lua_pushlightuserdata(L, &errno);
  attempt(L, "checktype of a light userdata", boolean, 2);
  attempt(L, "opt...", optional, 0);
  lua_pushinteger(L, 3);
  lua_pushnil(L);
  lua_pushliteral(L, "given");
  attempt(L, "opt... with values", optional, 3);
  lua_pushliteral(L, "x");
  attempt(L, "optinteger of a text", optional, 1);
  attempt(L, "argerror", argument_error, 0);
  lua_pushnil(L);
  attempt(L, "argcheck", checked, 1);
  return 0;
}

/* The names that argument errors give, by how the function was called. */
static int names(lua_State *L) {
  lua_settop(L, 0);
  lua_newtable(L);
  lua_pushcfunction(L, argument_error);
  lua_setfield(L, 1, "fail");
  lua_pushcfunction(L, integer);
  lua_setfield(L, 1, "integer");
  lua_pushvalue(L, 1);
  lua_setfield(L, 1, "__index");
  run(L, "local t = ...\n"
      "local function message(f, ...) return (select(2, pcall(f, ...))) end\n"
      "local object, fail = setmetatable({}, t), t.fail\n"
      "return message(function() t.fail(1) end), message(function() object:fail() end),\n"
      "  message(function() object:integer() end), message(function() fail() end),\n"
      "  message(fail), message(function() apitest_fail() end)", 1, 6);
  say("names in argument errors", "%s", show_all(L));
  return 0;
}

#if AT_LEAST(504)
static int type_error(lua_State *L) {
  return luaL_typeerror(L, 1, "thing");
}

static int expected(lua_State *L) {
  luaL_argexpected(L, lua_gettop(L) > 1, 1, "pair");
  return 0;
}

static int type_errors(lua_State *L) {
  lua_settop(L, 0);
  lua_pushinteger(L, 1);
  attempt(L, "typeerror", type_error, 1);
  attempt(L, "typeerror of nothing", type_error, 0);
  run(L, "return setmetatable({}, {__name = 'my.type'})", 0, 1);
  attempt(L, "typeerror of a named type", type_error, 1);
  lua_pushlightuserdata(L, &errno);
  attempt(L, "typeerror of a light userdata", type_error, 1);
  lua_pushboolean(L, 1);
  attempt(L, "argexpected", expected, 1);
  luaL_pushfail(L);
  say("pushfail", "%s", show_all(L));
  return 0;
}
#else
static int unsigned_or_default(lua_State *L) {
#if !AT_LEAST(503)
  lua_pushunsigned(L, luaL_checkunsigned(L, 1));
  lua_pushunsigned(L, luaL_optunsigned(L, 2, 7));
  return 2;
#else
  return lua_gettop(L);
#endif
}

static int type_errors(lua_State *L) {
  lua_settop(L, 0);
  lua_pushinteger(L, 12);
  attempt(L, "checkunsigned, optunsigned", unsigned_or_default, 1);
  lua_pushinteger(L, -1);
  lua_pushinteger(L, 3);
  attempt(L, "checkunsigned of -1", unsigned_or_default, 2);
  lua_pushliteral(L, "x");
  attempt(L, "checkunsigned of a text", unsigned_or_default, 1);
  return 0;
}
#endif

static int metafields(lua_State *L) {
  lua_settop(L, 0);
  run(L, "return setmetatable({}, {__name = 'a name', __tostring = function() return 'as text' end,"
      "__bad = 1, __call = function(self, ...) return ... end})", 0, 1);
#if AT_LEAST(503)
  say_first("getmetafield", "%s %s", lua_typename(L, luaL_getmetafield(L, 1, "__name")), show_all(L));
#else
  say_first("getmetafield", "%d %s", luaL_getmetafield(L, 1, "__name"), show_all(L));
#endif
  lua_settop(L, 1);
  say_first("getmetafield of none", "%d %s", luaL_getmetafield(L, 1, "__none"), show_all(L));
  say_first("callmeta", "%d %s", luaL_callmeta(L, 1, "__tostring"), show_all(L));
  lua_settop(L, 1);
  say_first("callmeta of none", "%d %s", luaL_callmeta(L, 1, "__none"), show_all(L));
  lua_pushinteger(L, 1);
  say_first("getmetafield of a number", "%d %s", luaL_getmetafield(L, 2, "__name"), show_all(L));
  return 0;
}

static int to_string(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

static int to_strings(lua_State *L) {
  size_t length;
  lua_settop(L, 0);
  run(L, "return nil, true, false, 12, 2.5, 'text', setmetatable({}, {__tostring = function() "
      "return 'as text' end}), setmetatable({}, {__name = 'a.name'}), {}, print", 0, 10);
  for (int i = 1; i <= 10; i++) {
    const char *text = luaL_tolstring(L, i, &length);
    say("luaL_tolstring", "%d %s %d", i, text, i < 8 ? (int)length : 0);
    lua_pop(L, 1);
  }
  lua_settop(L, 0);
  run(L, "return setmetatable({}, {__tostring = function() return 1 end})", 0, 1);
  attempt(L, "luaL_tolstring of a number from __tostring", to_string, 1);
  run(L, "return setmetatable({}, {__tostring = function() return {} end})", 0, 1);
  attempt(L, "luaL_tolstring of a table from __tostring", to_string, 1);
  lua_pushnumber(L, -0.0);
  attempt(L, "luaL_tolstring of -0.0", to_string, 1);
  lua_pushnumber(L, 0.0 / 0.0 > 0 ? 0 : 1e15);
  attempt(L, "luaL_tolstring of 1e15", to_string, 1);
  return 0;
}

static int substituting(lua_State *L) {
  lua_settop(L, 0);
  say_first("gsub", "%s, stack %d", luaL_gsub(L, "a.b.c", ".", "::"), lua_gettop(L));
  say("gsub of none", "%s", luaL_gsub(L, "abc", "x", "y"));
#if AT_LEAST(504)
  luaL_Buffer b;
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  luaL_addstring(&b, "<");
  luaL_addgsub(&b, "x-y-z", "-", "+");
  luaL_addchar(&b, '>');
  luaL_pushresult(&b);
  say("addgsub", "%s", show_all(L));
#endif
  return 0;
}

static int subtables(lua_State *L) {
  lua_settop(L, 0);
  lua_newtable(L);
  say_first("getsubtable makes one", "%d %s", luaL_getsubtable(L, 1, "sub"), show_all(L));
  lua_pushinteger(L, 1);
  lua_setfield(L, -2, "x");
  say("getsubtable finds it", "%d", luaL_getsubtable(L, 1, "sub"));
  lua_getfield(L, -1, "x");
  say("getsubtable finds it", "%s", show(L, -1));
  return 0;
}

static int first_function(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  return 1;
}

static int second_function(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(2));
  return 1;
}

static const luaL_Reg library[] = {{"first", first_function}, {"second", second_function},
    {"place", NULL}, {NULL, NULL}};

static const luaL_Reg plain_library[] = {{"first", first_function}, {NULL, NULL}};

static int registering(lua_State *L) {
  lua_settop(L, 0);
  luaL_newlib(L, plain_library);
  lua_getfield(L, 1, "first");
  say("newlib", "%s", show_all(L));
  lua_settop(L, 0);
  lua_newtable(L);
  lua_pushliteral(L, "shared one");
  lua_pushinteger(L, 2);
#if AT_LEAST(503)
  luaL_setfuncs(L, library, 2);
#else
  static const luaL_Reg of_52[] = {{"first", first_function}, {"second", second_function}, {NULL, NULL}};
  (void)library;
  luaL_setfuncs(L, of_52, 2);
#endif
  say("setfuncs pops the upvalues", "%s", show_all(L));
  run(L, "local t = ... return t.first(), t.second(), t.place", (lua_pushvalue(L, 1), 1), 3);
  say("functions with shared upvalues", "%s", show_all(L));
  return 0;
}

static int opened;

static int open_module(lua_State *L) {
  opened++;
  lua_pushfstring(L, "opened %s", lua_tostring(L, 1));
  return 1;
}

static int requiring(lua_State *L) {
  lua_settop(L, 0);
  opened = 0;
  luaL_requiref(L, "apitest.required", open_module, 0);
  say("requiref", "%s, opened %d", show_all(L), opened);
  luaL_requiref(L, "apitest.required", open_module, 1);
  say("requiref again", "%s, opened %d", show_all(L), opened);
  lua_getglobal(L, "apitest.required");
  say("requiref with a global", "%s", show(L, -1));
  run(L, "return package.loaded['apitest.required'], require 'apitest.required'", 0, 2);
  say("a required module", "%s %s", show(L, -2), show(L, -1));
  run(L, "package.loaded['apitest.required'] = nil _G['apitest.required'] = nil", 0, 0);
  return 0;
}

static int results_of_files(lua_State *L) {
  lua_settop(L, 0);
  errno = ENOENT;
  say_first("fileresult", "%d %s", luaL_fileresult(L, 0, "a/file"), show_all(L));
  lua_settop(L, 0);
  errno = EACCES;
  say_first("fileresult without a name", "%d %s", luaL_fileresult(L, 0, NULL), show_all(L));
  lua_settop(L, 0);
  say_first("fileresult of success", "%d %s", luaL_fileresult(L, 1, NULL), show_all(L));
  lua_settop(L, 0);
  errno = 0;
  say_first("execresult", "%d %s", luaL_execresult(L, 0), show_all(L));
  lua_settop(L, 0);
  errno = 0;
  say_first("execresult of 3", "%d %s", luaL_execresult(L, 3 << 8), show_all(L));
  lua_settop(L, 0);
  errno = 0;
  say_first("execresult of a signal", "%d %s", luaL_execresult(L, 9), show_all(L));
  lua_settop(L, 0);
  errno = ENOMEM;
  say_first("execresult of -1", "%d %s", luaL_execresult(L, -1), show_all(L));
  return 0;
}

static int of_another_version(lua_State *L) {
#if AT_LEAST(503)
  luaL_checkversion_(L, 777, LUAL_NUMSIZES);
#else
  luaL_checkversion_(L, 777);
#endif
  return 0;
}

#if AT_LEAST(503)
static int of_other_sizes(lua_State *L) {
  luaL_checkversion_(L, LUA_VERSION_NUM, 1234);
  return 0;
}
#endif

static int versions(lua_State *L) {
  luaL_checkversion(L);
#if AT_LEAST(504)
  say("version", "%g %g", lua_version(L), lua_version(NULL));
#else
  say("version", "%g %g", *lua_version(L), *lua_version(NULL));
#endif
  attempt(L, "checkversion of another version", of_another_version, 0);
#if AT_LEAST(503)
  attempt(L, "checkversion of other sizes", of_other_sizes, 0);
#endif
  return 0;
}

#if !AT_LEAST(503)
/* Exported by 5.2's library, though its header shows them only on request. */
extern void luaL_openlib(lua_State *L, const char *name, const luaL_Reg *functions, int upvalues);
extern void luaL_pushmodule(lua_State *L, const char *name, int hint);

static int old_modules(lua_State *L) {
  lua_settop(L, 0);
  luaL_pushmodule(L, "apitest_old.module", 1);
  say("pushmodule", "%s", show_all(L));
  lua_pushliteral(L, "upvalue");
  luaL_openlib(L, "apitest_old.module", plain_library, 1);
  say("openlib", "%s, same %d", show_all(L), lua_rawequal(L, 1, 2));
  run(L, "local m = apitest_old.module apitest_old = nil "
      "package.loaded['apitest_old.module'] = nil return m.first()", 0, 1);
  say("a function of an old module", "%s", show(L, -1));
  return 0;
}
#endif

const luaL_Reg auxlib_tests[] = {{"arguments", arguments}, {"names", names},
    {"type_errors", type_errors}, {"metafields", metafields}, {"to_strings", to_strings},
    {"substituting", substituting}, {"subtables", subtables}, {"registering", registering},
    {"requiring", requiring}, {"results_of_files", results_of_files}, {"versions", versions},
#if !AT_LEAST(503)
    {"old_modules", old_modules},
#endif
    {NULL, NULL}};
