/* The debug interface: frames, functions, locals, upvalues, tracebacks. */
#include "apitest.h"

#include <string.h>

static const char *text(const char *s) {
  return s == NULL ? "NULL" : s;
}

static void say_info(const char *name, lua_Debug *ar) {
  say(name, "name %s, namewhat '%s', what %s, source %s, short_src %s", text(ar->name),
      text(ar->namewhat), ar->what, ar->source, ar->short_src);
  say(name, "lines %d %d %d, nups %d, nparams %d, vararg %d, tail %d", ar->currentline,
      ar->linedefined, ar->lastlinedefined, ar->nups, ar->nparams, ar->isvararg, ar->istailcall);
}

/* Tells of the frame at a level. */
static int tell_level(lua_State *L) {
  lua_Debug ar;
  int level = (int)luaL_checkinteger(L, 1);
  if (!lua_getstack(L, level, &ar)) {
    say("getstack", "%d: none", level);
    return 0;
  }
  int found = lua_getinfo(L, "nSltu", &ar);
  say("getinfo", "answers %d, stack %d", found, lua_gettop(L));
  say_info("getinfo of a level", &ar);
  return 0;
}

static int frames(lua_State *L) {
  lua_settop(L, 0);
  lua_pushcfunction(L, tell_level);
  lua_setglobal(L, "tell");
  run(L, "local up, up2 = 1, 2\n"
      "local function inner(a, b, ...)\n"
      "  local _ = up, up2\n"
      "  tell(1)\n"
      "  tell(2)\n"
      "  return 1\n"
      "end\n"
      "function outer() inner() return 1 end\n"
      "outer()\n"
      "local t = {method = function(self) tell(1) return 1 end, field = inner}\n"
      "t:method()\n"
      "t.field()\n"
      "local function tail() return inner() end\n"
      "tail()\n"
      "tell(0)\n"
      "tell(1000)\n"
      "local meta = setmetatable({}, {__add = function() tell(1) return 1 end,\n"
      "  __index = function() tell(1) return 1 end})\n"
      "local _ = meta + 1\n"
      "local _ = meta.x\n"
      "for _ in (function() tell(1) end) do end\n", 0, 0);
  lua_pushnil(L);
  lua_setglobal(L, "tell");
  lua_pushnil(L);
  lua_setglobal(L, "outer");
  return 0;
}

static int functions(lua_State *L) {
  lua_Debug ar;
  lua_settop(L, 0);
  run(L, "local a, b = 1, 2\nreturn function(x, y, ...)\n\n  return a, b\nend", 0, 1);
  say_first("getinfo of a Lua function", "%d, stack %s", lua_getinfo(L, ">Su", &ar), show_all(L));
  say("getinfo of a Lua function", "%s %s %s %d %d %d %d %d", ar.what, ar.source, ar.short_src,
      ar.linedefined, ar.lastlinedefined, ar.nups, ar.nparams, ar.isvararg);
  lua_pushcfunction(L, tell_level);
  lua_getinfo(L, ">Su", &ar);
  say("getinfo of a C function", "%s %s %s %d %d %d %d %d", ar.what, ar.source, ar.short_src,
      ar.linedefined, ar.lastlinedefined, ar.nups, ar.nparams, ar.isvararg);
  run(L, "return function()\n\n  local x = 1\n  return x\nend", 0, 1);
  lua_getinfo(L, ">L", &ar);
  int lines = 0, sum = 0;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    lines++;
    sum += (int)lua_tointeger(L, -2);
  }
  say("getinfo of active lines", "%d lines, sum %d", lines, sum);
  lua_settop(L, 0);
  lua_pushcfunction(L, tell_level);
  lua_pushvalue(L, 1);
  lua_getinfo(L, ">f", &ar);
  say("getinfo with f", "%s, same %d", show_all(L), lua_rawequal(L, 1, 2));
  lua_settop(L, 0);
  run(L, "return load('return 1', 'a string\\nof two lines'), load('x=1', '@a/file.lua'),"
      "load('return 1', '=named'), load('return 1', '@' .. ('long/'):rep(30) .. 'name.lua'),"
      "load(('return 1 '):rep(1) .. ('-'):rep(200))", 0, 5);
  while (lua_gettop(L) > 0) {
    lua_getinfo(L, ">S", &ar);
    say("getinfo of sources", "%d %s", (int)strlen(ar.source), ar.short_src);
  }
  run(L, "return function() end", 0, 1);
  say("getinfo with an unknown letter", "%d", lua_getinfo(L, ">X", &ar));
  return 0;
}

#if AT_LEAST(504)
static int sizes(lua_State *L) {
  lua_Debug ar;
  lua_settop(L, 0);
  run(L, "return load('return 1', 'with a zero \\0 inside')", 0, 1);
  lua_getinfo(L, ">S", &ar);
  say("getinfo srclen", "%d", (int)ar.srclen);
  return 0;
}
#endif

/* Tells of the caller's locals and changes one of them. */
static int tell_locals(lua_State *L) {
  lua_Debug ar;
  lua_getstack(L, 1, &ar);
  for (int i = 1; i < 20; i++) {
    const char *name = lua_getlocal(L, &ar, i);
    if (name == NULL) break;
    say("getlocal", "%s = %s", name, show(L, -1));
    lua_pop(L, 1);
  }
  for (int i = -1; i > -10; i--) {
    const char *name = lua_getlocal(L, &ar, i);
    if (name == NULL) break;
    say("getlocal of a vararg", "%s = %s", name, show(L, -1));
    lua_pop(L, 1);
  }
  lua_pushliteral(L, "changed");
  say("setlocal", "%s", text(lua_setlocal(L, &ar, 2)));
  lua_pushliteral(L, "nowhere");
  say_first("setlocal of none", "%s, stack %d", text(lua_setlocal(L, &ar, 99)), lua_gettop(L));
  lua_pushliteral(L, "vararg changed");
  say("setlocal of a vararg", "%s", text(lua_setlocal(L, &ar, -1)));
  return 0;
}

static int locals(lua_State *L) {
  lua_settop(L, 0);
  lua_pushcfunction(L, tell_locals);
  run(L, "local tell = ...\n"
      "local function f(a, b, ...)\n"
      "  do local gone = 1 end\n"
      "  local c = {}\n"
      "  tell()\n"
      "  return a, b, ...\n"
      "end\n"
      "return f(1, 'two', 'three', 4)", 1, LUA_MULTRET);
  say("locals after setlocal", "%s", show_all(L));
  lua_settop(L, 0);
  run(L, "return function(first, second, ...) local third end", 0, 1);
  lua_pushvalue(L, 1);
  const char *name = lua_getlocal(L, NULL, 1);
  say("getlocal of a function's parameter", "%s, stack %s", text(name), show_all(L));
  lua_settop(L, 1);
  say("getlocal of a function's third", "%s", text(lua_getlocal(L, NULL, 3)));
  return 0;
}

static int c_locals(lua_State *L) {
  lua_Debug ar;
  lua_settop(L, 0);
  lua_pushliteral(L, "first");
  lua_pushinteger(L, 2);
  lua_getstack(L, 0, &ar);
  const char *name = lua_getlocal(L, &ar, 1);
  say("getlocal of a C function", "%s = %s", text(name), show(L, -1));
  lua_settop(L, 2);
  name = lua_getlocal(L, &ar, 2);
  say("getlocal of a C function", "%s = %s", text(name), show(L, -1));
  lua_settop(L, 2);
  say("getlocal of a C function, beyond", "%s", text(lua_getlocal(L, &ar, 9)));
  return 0;
}

static int upvalues_of(lua_State *L) {
  lua_settop(L, 0);
  run(L, "local a, b = 'one', {}\nreturn function() return a, b, print end,"
      "function() return b, a end", 0, 2);
  for (int i = 1; i <= 4; i++) {
    const char *name = lua_getupvalue(L, 1, i);
    say("getupvalue", "%d %s %s", i, text(name), name == NULL ? "" : show(L, -1));
    lua_settop(L, 2);
  }
  lua_pushliteral(L, "set");
  say_first("setupvalue", "%s, stack %d", text(lua_setupvalue(L, 1, 1)), lua_gettop(L));
  lua_getupvalue(L, 2, 2);
  say("setupvalue reaches a sharing function", "%s", show(L, -1));
  lua_settop(L, 2);
  lua_pushliteral(L, "none");
  say_first("setupvalue of none", "%s, stack %d", text(lua_setupvalue(L, 1, 9)), lua_gettop(L));
  lua_settop(L, 2);
  say("upvalueid", "%d %d", lua_upvalueid(L, 1, 1) == lua_upvalueid(L, 2, 2),
      lua_upvalueid(L, 1, 1) == lua_upvalueid(L, 2, 1));
  run(L, "local c = 'joined' return function() return c end", 0, 1);
  lua_upvaluejoin(L, 1, 1, 3, 1);
  say("upvaluejoin", "%d %d", lua_upvalueid(L, 1, 1) == lua_upvalueid(L, 3, 1),
      lua_upvalueid(L, 1, 1) == lua_upvalueid(L, 2, 2));
  lua_pushvalue(L, 1);
  lua_call(L, 0, 1);
  say("a function after upvaluejoin", "%s", show(L, -1));
  lua_settop(L, 0);
  lua_pushinteger(L, 5);
  lua_pushliteral(L, "of C");
  lua_pushcclosure(L, tell_level, 2);
  const char *name = lua_getupvalue(L, 1, 2);
  say("getupvalue of a C closure", "'%s' %s", text(name), show(L, -1));
  lua_pop(L, 1);
  lua_pushliteral(L, "replaced");
  name = lua_setupvalue(L, 1, 1);
  lua_getupvalue(L, 1, 1);
  say("setupvalue of a C closure", "'%s' %s", text(name), show(L, -1));
  say("getupvalue of a C closure, beyond", "%s", text(lua_getupvalue(L, 1, 3)));
  say("upvalueid of a C closure", "%d", lua_upvalueid(L, 1, 1) != lua_upvalueid(L, 1, 2));
  return 0;
}

static int trace(lua_State *L) {
  const char *message = luaL_optstring(L, 1, NULL);
  luaL_traceback(L, L, message, (int)luaL_optinteger(L, 2, 0));
  return 1;
}

static int where(lua_State *L) {
  luaL_where(L, (int)luaL_checkinteger(L, 1));
  return 1;
}

static int traces(lua_State *L) {
  lua_settop(L, 0);
  lua_pushcfunction(L, where);
  run(L, "local where = ...\n"
      "local function f()\n"
      "  return where(0) .. '|' .. where(1) .. '|' .. where(2) .. '|' .. where(50)\n"
      "end\n"
      "local result = f()\n"
      "return result", 1, 1);
  say("where", "%s", show_all(L));
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  run(L, "return function()\n"
      "  local function deeper(n)\n"
      "    if n > 0 then deeper(n - 1) else coroutine.yield() end\n"
      "    return 1\n"
      "  end\n"
      "  deeper(2)\n"
      "  return 2\n"
      "end", 0, 1);
  lua_xmove(L, co, 1);
#if AT_LEAST(504)
  int results;
  lua_resume(co, L, 0, &results);
#else
  lua_resume(co, L, 0);
#endif
  luaL_traceback(L, co, "a suspended one", 0);
  say("traceback of a thread", "%s", show(L, -1));
  luaL_traceback(L, co, NULL, 2);
  say("traceback from a level", "%s", show(L, -1));
  lua_Debug ar;
  say("getstack of a suspended thread", "%d %d", lua_getstack(co, 1, &ar), lua_getstack(co, 20, &ar));
  lua_getstack(co, 1, &ar);
  lua_getinfo(co, "Sl", &ar);
  say("getinfo of a suspended thread", "%s %d", ar.short_src, ar.currentline);
  const char *name = lua_getlocal(co, &ar, 1);
  say("getlocal of a suspended thread", "%s %s", text(name), show(co, -1));
  lua_pop(co, 1);
  return 0;
}

/* For the driver: the running functions' names and lines by getstack and getinfo. */
static int levels(lua_State *L) {
  lua_Debug ar;
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (int level = 0; lua_getstack(L, level, &ar) && level < 8; level++) {
    lua_getinfo(L, "nSl", &ar);
    luaL_addstring(&b, level == 0 ? "" : " < ");
    lua_pushfstring(L, "%s %s:%d", ar.name == NULL ? "?" : ar.name, ar.short_src, ar.currentline);
    luaL_addvalue(&b);
  }
  luaL_pushresult(&b);
  return 1;
}

const luaL_Reg debug_tests[] = {{"frames", frames}, {"functions", functions},
#if AT_LEAST(504)
    {"sizes", sizes},
#endif
    {"locals", locals}, {"c_locals", c_locals}, {"upvalues_of", upvalues_of}, {"traces", traces},
    {NULL, NULL}};

const luaL_Reg debug_functions[] = {{"traceback", trace}, {"where", where}, {"levels", levels},
    {NULL, NULL}};
