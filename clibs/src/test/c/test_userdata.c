/* Full userdata: blocks, metatables, user values, finalizers, streams. */
#include "apitest.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define TYPE "apitest.thing"

typedef struct Thing { int id; char name[20]; } Thing;

static Thing *new_thing(lua_State *L, int id) {
  Thing *thing = lua_newuserdata(L, sizeof *thing);
  thing->id = id;
  strcpy(thing->name, "a thing");
  luaL_setmetatable(L, TYPE);
  return thing;
}

static int blocks(lua_State *L) {
  lua_settop(L, 0);
  char *block = lua_newuserdata(L, 100);
  memset(block, 7, 100);
  say("newuserdata", "%s, aligned %d, rawlen %d, same %d, pointer %d", show_all(L),
      (uintptr_t)block % 8 == 0, (int)lua_rawlen(L, 1), lua_touserdata(L, 1) == block,
      lua_topointer(L, 1) == (void *)block);
  void *empty = lua_newuserdata(L, 0);
  say("newuserdata of 0 bytes", "rawlen %d, same %d", (int)lua_rawlen(L, 2),
      lua_touserdata(L, 2) == empty);
  char *large = lua_newuserdata(L, 1000000);
  large[999999] = 1;
  say("newuserdata of a million bytes", "%d, %d %d", (int)lua_rawlen(L, 3), lua_rawequal(L, 1, 2),
      lua_rawequal(L, 1, 1));
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_pushliteral(L, "by userdata");
  lua_rawset(L, 4);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_pushvalue(L, 1);
  lua_rawget(L, 4);
  say("a userdata as a key", "%s, its block %d", show(L, -1), block[99]);
  run(L, "local a, b = ... return type(a), a == a, a == b, rawequal(a, b)",
      (lua_pushvalue(L, 1), lua_pushvalue(L, 2), 2), 4);
  say("userdata in Lua", "%s %s %s %s", show(L, -4), show(L, -3), show(L, -2), show(L, -1));
  return 0;
}

static int check_thing(lua_State *L) {
  Thing *thing = luaL_checkudata(L, 1, TYPE);
  lua_pushinteger(L, thing->id);
  return 1;
}

static int types(lua_State *L) {
  lua_settop(L, 0);
  say_first("newmetatable", "%d %s", luaL_newmetatable(L, TYPE), show_all(L));
  say_first("newmetatable again", "%d, same %d", luaL_newmetatable(L, TYPE), lua_rawequal(L, 1, 2));
  luaL_getmetatable(L, TYPE);
  say("getmetatable by name", "%d", lua_rawequal(L, 1, 3));
#if AT_LEAST(503)
  lua_getfield(L, 1, "__name");
  say("newmetatable sets __name", "%s", show(L, -1));
#endif
  lua_settop(L, 0);
  Thing *thing = new_thing(L, 5);
  say("testudata", "%d %d", luaL_testudata(L, 1, TYPE) == thing,
      luaL_testudata(L, 1, "another.type") == NULL);
  lua_pushinteger(L, 1);
  say("testudata of a number", "%d", luaL_testudata(L, 2, TYPE) == NULL);
  lua_pushvalue(L, 1);
  attempt(L, "checkudata", check_thing, 1);
  lua_pushinteger(L, 1);
  attempt(L, "checkudata of a number", check_thing, 1);
  attempt(L, "checkudata of nothing", check_thing, 0);
  lua_newuserdata(L, 4);
  attempt(L, "checkudata of another userdata", check_thing, 1);
  lua_pushlightuserdata(L, L);
  attempt(L, "checkudata of a light userdata", check_thing, 1);
  lua_newtable(L);
  luaL_setmetatable(L, TYPE);
  attempt(L, "checkudata of a table with the metatable", check_thing, 1);
  luaL_newmetatable(L, "apitest.other");
  lua_newuserdata(L, 4);
  luaL_setmetatable(L, "apitest.other");
  attempt(L, "checkudata of another type", check_thing, 1);
  lua_settop(L, 1);
  luaL_tolstring(L, 1, NULL);
  say("luaL_tolstring of a userdata", "%s", lua_tostring(L, -1));
  return 0;
}

static int get_name(lua_State *L) {
  Thing *thing = luaL_checkudata(L, 1, TYPE);
  lua_pushstring(L, thing->name);
  return 1;
}

static int set_name(lua_State *L) {
  Thing *thing = luaL_checkudata(L, 1, TYPE);
  snprintf(thing->name, sizeof thing->name, "%s", luaL_checkstring(L, 2));
  lua_settop(L, 1);
  return 1;
}

static int things_equal(lua_State *L) {
  lua_pushboolean(L, ((Thing *)luaL_checkudata(L, 1, TYPE))->id
      == ((Thing *)luaL_checkudata(L, 2, TYPE))->id);
  return 1;
}

static int thing_id(lua_State *L) {
  lua_pushinteger(L, ((Thing *)lua_touserdata(L, 1))->id);
  return 1;
}

static int objects(lua_State *L) {
  static const luaL_Reg methods[] = {{"name", get_name}, {"rename", set_name},
      {"__eq", things_equal}, {"__len", thing_id}, {NULL, NULL}};
  lua_settop(L, 0);
  luaL_newmetatable(L, TYPE);
  luaL_setfuncs(L, methods, 0);
  lua_pushvalue(L, 1);
  lua_setfield(L, 1, "__index");
  new_thing(L, 1);
  new_thing(L, 2);
  new_thing(L, 1);
  run(L, "local a, b, c = ...\n"
      "local _, e1 = pcall(function() a.name(1) end)\n"
      "local _, e2 = pcall(function() a:rename({}) end)\n"
      "local _, e3 = pcall(function() a.rename() end)\n"
      "local _, e4 = pcall(function() a:missing() end)\n"
      "local _, e5 = pcall(function() return a + 1 end)\n"
      "return a:name(), a:rename('new'):name(), a == b, a == c, #b, e1, e2, e3, e4, e5", 3, 10);
  lua_remove(L, 1);
  say("methods of a userdata", "%s", show_all(L));
  lua_settop(L, 0);
  luaL_newmetatable(L, TYPE);
  for (const luaL_Reg *r = methods; r->name != NULL; r++) {
    lua_pushnil(L);
    lua_setfield(L, 1, r->name);
  }
  lua_pushnil(L);
  lua_setfield(L, 1, "__index");
  return 0;
}

static int user_values(lua_State *L) {
  lua_settop(L, 0);
#if AT_LEAST(504)
  lua_newuserdatauv(L, 10, 3);
  say_first("getiuservalue of a new one", "%s %s", lua_typename(L, lua_getiuservalue(L, 1, 1)), show_all(L));
  lua_settop(L, 1);
  for (int i = 1; i <= 4; i++) {
    lua_pushfstring(L, "value %d", i);
    int found = lua_setiuservalue(L, 1, i);
    say("setiuservalue", "%d %d, stack %d", i, found, lua_gettop(L));
  }
  for (int i = 0; i <= 4; i++) {
    int type = lua_getiuservalue(L, 1, i);
    say("getiuservalue", "%d %d %s", i, type, show(L, -1));
    lua_settop(L, 1);
  }
  lua_newuserdatauv(L, 10, 0);
  lua_pushnil(L);
  int set = lua_setiuservalue(L, 2, 1);
  say("no user values", "%d %d", set, lua_getiuservalue(L, 2, 1));
#endif
  lua_settop(L, 0);
  lua_newuserdata(L, 10);
  lua_getuservalue(L, 1);
  say("getuservalue of a new one", "%s", show_all(L));
  lua_settop(L, 1);
  lua_newtable(L);
  lua_pushliteral(L, "inside");
  lua_setfield(L, 2, "field");
  lua_setuservalue(L, 1);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_getuservalue(L, 1);
  lua_getfield(L, -1, "field");
  say("getuservalue", "%s", show_all(L));
  lua_settop(L, 1);
  lua_pushnil(L);
  lua_setuservalue(L, 1);
  lua_getuservalue(L, 1);
  say("setuservalue with nil", "%s", show_all(L));
  run(L, "return debug.getuservalue((...))", (lua_pushvalue(L, 1), 1), 1);
  say("debug.getuservalue", "%s", show(L, -1));
  return 0;
}

static int finalized, order[100];

static int finalize(lua_State *L) {
  Thing *thing = lua_touserdata(L, 1);
  if (finalized < 100) order[finalized] = thing->id;
  finalized++;
  return 0;
}

static void set_finalizer(lua_State *L) {
  luaL_newmetatable(L, TYPE);
  lua_pushcfunction(L, finalize);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}

static int finalizers(lua_State *L) {
  lua_settop(L, 0);
  set_finalizer(L);
  finalized = 0;
  new_thing(L, 1);
  lua_gc(L, LUA_GCCOLLECT, 0);
  say("__gc of what is in use", "%d", finalized);
  lua_settop(L, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  say("__gc of what is not", "%d, id %d", finalized, order[0]);
  finalized = 0;
  for (int i = 1; i <= 10; i++) {
    new_thing(L, i);
  }
  lua_settop(L, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  say("__gc of ten", "%d: %d %d %d ... %d", finalized, order[0], order[1], order[2], order[9]);
  finalized = 0;
  for (int i = 0; i < 2000; i++) {
    new_thing(L, i);
    lua_pop(L, 1);
  }
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  say("__gc of 2000", "%d", finalized);
  return 0;
}

static Thing *kept;

static int resurrect(lua_State *L) {
  kept = lua_touserdata(L, 1);
  finalized++;
  lua_settop(L, 1);
  lua_setglobal(L, "apitest_kept");
  return 0;
}

static int resurrection(lua_State *L) {
  lua_settop(L, 0);
  luaL_newmetatable(L, TYPE);
  lua_pushcfunction(L, resurrect);
  lua_setfield(L, -2, "__gc");
  lua_settop(L, 0);
  finalized = 0;
  new_thing(L, 123);
  lua_settop(L, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_getglobal(L, "apitest_kept");
  Thing *thing = lua_touserdata(L, -1);
  say("a userdata that __gc keeps", "%d %d %d, %s", finalized, thing == kept,
      thing == NULL ? -1 : thing->id, thing == NULL ? "" : thing->name);
  lua_pushnil(L);
  lua_setglobal(L, "apitest_kept");
  lua_settop(L, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  say("it is finalized once", "%d", finalized);
  luaL_newmetatable(L, TYPE);
  lua_pushnil(L);
  lua_setfield(L, -2, "__gc");
  return 0;
}

static int weakly(lua_State *L) {
  lua_settop(L, 0);
  run(L, "return setmetatable({}, {__mode = 'v'})", 0, 1);
  lua_newuserdata(L, 10);
  lua_pushvalue(L, 2);
  lua_rawseti(L, 1, 1);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_rawgeti(L, 1, 1);
  say("a userdata in a weak table", "%s", show(L, -1));
  lua_settop(L, 1);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_rawgeti(L, 1, 1);
  say("a userdata that was collected", "%s", show(L, -1));
  return 0;
}

static int collector(lua_State *L) {
  lua_settop(L, 0);
  say("gc count", "%d %d", lua_gc(L, LUA_GCCOUNT, 0) > 0, lua_gc(L, LUA_GCCOUNTB, 0) < 1024);
  say("gc collect", "%d", lua_gc(L, LUA_GCCOLLECT, 0));
  say("gc isrunning", "%d", lua_gc(L, LUA_GCISRUNNING, 0));
  say_first("gc stop", "%d, running %d", lua_gc(L, LUA_GCSTOP, 0), lua_gc(L, LUA_GCISRUNNING, 0));
  say_first("gc restart", "%d, running %d", lua_gc(L, LUA_GCRESTART, 0),
      lua_gc(L, LUA_GCISRUNNING, 0));
  int pause = lua_gc(L, LUA_GCSETPAUSE, 150);
  int multiplier = lua_gc(L, LUA_GCSETSTEPMUL, 300);
  say("gc setpause, setstepmul", "%d %d", pause, multiplier);
  pause = lua_gc(L, LUA_GCSETPAUSE, pause);
  multiplier = lua_gc(L, LUA_GCSETSTEPMUL, multiplier);
  say("gc setpause, setstepmul again", "%d %d", pause, multiplier);
  say("gc of an unknown option", "%d", lua_gc(L, 99, 0));
#if AT_LEAST(504)
  lua_gc(L, LUA_GCINC, 0, 0, 0); /* the command of 5.4 begins in the other mode */
  say_first("gc gen, inc", "%d %d", lua_gc(L, LUA_GCGEN, 0, 0), lua_gc(L, LUA_GCINC, 0, 0, 0));
#endif
  int steps = 0;
  while (!lua_gc(L, LUA_GCSTEP, 10000) && steps < 1000) steps++;
  say("gc steps come to an end", "%d", steps < 1000);
  return 0;
}

#if AT_LEAST(504)
static int to_close(lua_State *L) {
  lua_settop(L, 0);
  run(L, "log = {} return function(name) return setmetatable({}, {__close = function(_, e) "
      "log[#log + 1] = name .. ' ' .. tostring(e) end}) end", 0, 1);
  for (int i = 1; i <= 3; i++) {
    lua_pushvalue(L, 1);
    lua_pushfstring(L, "slot %d", i);
    lua_call(L, 1, 1);
    lua_toclose(L, -1);
  }
  lua_pop(L, 1);
  run(L, "return table.concat(log, ', ')", 0, 1);
  say("toclose, then pop", "%s", show_all(L));
  lua_pop(L, 1);
  lua_closeslot(L, 3);
  run(L, "return table.concat(log, ', ')", 0, 1);
  say("closeslot", "%s", show_all(L));
  lua_settop(L, 1);
  run(L, "return table.concat(log, ', ')", 0, 1);
  say("settop closes", "%s", show_all(L));
  return 0;
}

static int leave_open(lua_State *L) {
  lua_settop(L, 1);
  lua_toclose(L, 1);
  if (lua_toboolean(L, lua_upvalueindex(1))) return luaL_error(L, "with an open slot");
  lua_pushliteral(L, "result");
  return 1;
}

static int close_error(lua_State *L) {
  lua_settop(L, 1);
  lua_toclose(L, 1);
  return 0;
}

static int closing(lua_State *L) {
  lua_settop(L, 0);
  for (int fails = 0; fails < 2; fails++) {
    run(L, "log = {} return setmetatable({}, {__close = function(_, e) log[1] = tostring(e) end})",
        0, 1);
    lua_pushboolean(L, fails);
    lua_pushcclosure(L, leave_open, 1);
    lua_insert(L, 1);
    int status = lua_pcall(L, 1, 1, 0);
    run(L, "return log[1]", 0, 1);
    say("a slot open when the function ends", "%d %s", status, show_all(L));
    lua_settop(L, 0);
  }
  lua_pushinteger(L, 1);
  attempt(L, "toclose of a number", close_error, 1);
  run(L, "return setmetatable({}, {__close = function() error('from close', 0) end})", 0, 1);
  attempt(L, "an error in __close", close_error, 1);
  lua_pushnil(L);
  attempt(L, "toclose of nil", close_error, 1);
  lua_pushnil(L);
  lua_setglobal(L, "log");
  return 0;
}
#endif

/* A luaL_Stream, as a library makes one: io's methods work on it. */
static int close_stream(lua_State *L) {
  luaL_Stream *stream = luaL_checkudata(L, 1, LUA_FILEHANDLE);
  fclose(stream->f);
  lua_pushliteral(L, "closed by C");
  return 1;
}

static int new_stream(lua_State *L) {
  luaL_Stream *stream = lua_newuserdata(L, sizeof *stream);
  stream->closef = NULL;
  luaL_setmetatable(L, LUA_FILEHANDLE);
  stream->f = tmpfile();
  stream->closef = close_stream;
  return 1;
}

static int streams(lua_State *L) {
  lua_settop(L, 0);
  new_stream(L);
  run(L, "local f = ... local kind = io.type(f) f:write('one\\ntwo\\n', 3, '\\n') f:seek('set')\n"
      "local a, b, c = f:read('*l', '*L', '*n') local size = f:seek('end')\n"
      "f:seek('set') local all = f:read('*a') f:seek('set')\n"
      "local lines = {} for line in f:lines() do lines[#lines + 1] = line end\n"
      "local closed = f:close()\n"
      "return kind, a, b, c, size, all, #lines, closed, io.type(f), tostring(f)", 1, 10);
  say("a stream of C", "%s", show_all(L));
  lua_settop(L, 0);
  run(L, "return io.tmpfile()", 0, 1);
  luaL_Stream *stream = luaL_checkudata(L, 1, LUA_FILEHANDLE);
  fputs("written by C\n", stream->f);
  fflush(stream->f);
  run(L, "local f = ... f:seek('set') return f:read('*a')", (lua_pushvalue(L, 1), 1), 1);
  say("a file of io that C writes", "%s", show(L, -1));
  run(L, "local f = ... f:write('by Lua') f:flush() f:seek('set')", (lua_pushvalue(L, 1), 1), 0);
  char text[40] = "";
  size_t length = fread(text, 1, sizeof text - 1, stream->f);
  say("a file of io that C reads", "%d %s", (int)length, strncmp(text, "written by C\nby Lua", 19) == 0
      ? "as written" : text);
  run(L, "local f = ... f:close()", (lua_pushvalue(L, 1), 1), 0);
  stream = luaL_checkudata(L, 1, LUA_FILEHANDLE);
  say("a closed file", "%d", stream->closef == NULL);
  run(L, "return io.stdout", 0, 1);
  stream = luaL_checkudata(L, -1, LUA_FILEHANDLE);
  say("standard output", "%d %d", fileno(stream->f), stream->closef != NULL);
  return 0;
}

const luaL_Reg userdata_tests[] = {{"blocks", blocks}, {"types", types}, {"objects", objects},
    {"user_values", user_values}, {"finalizers", finalizers}, {"resurrection", resurrection},
    {"weakly", weakly}, {"collector", collector},
#if AT_LEAST(504)
    {"to_close", to_close}, {"closing", closing},
#endif
    {"streams", streams}, {NULL, NULL}};

/* For the driver: a userdata whose __gc writes a line, to be left to the state's end. */
static int say_goodbye(lua_State *L) {
  printf("finalized %d\n", ((Thing *)lua_touserdata(L, 1))->id);
  fflush(stdout);
  return 0;
}

static int leave(lua_State *L) {
  Thing *thing = lua_newuserdata(L, sizeof *thing);
  thing->id = (int)luaL_checkinteger(L, 1);
  if (luaL_newmetatable(L, "apitest.left")) {
    lua_pushcfunction(L, say_goodbye);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  return 1;
}

/* A userdata of so many bytes. */
static int block(lua_State *L) {
  size_t size = (size_t)luaL_checkinteger(L, 1);
  memset(lua_newuserdata(L, size), 1, size);
  return 1;
}

const luaL_Reg userdata_functions[] = {{"leave", leave}, {"block", block}, {"new_stream", new_stream}, {NULL, NULL}};
