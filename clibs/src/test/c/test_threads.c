/* Threads: made, filled, resumed, moved between, from C. */
#include "apitest.h"

#include <string.h>

/* lua_resume of each version; answers the status, and how many values lie on top. */
static int resume(lua_State *co, lua_State *from, int arguments, int *results) {
#if AT_LEAST(504)
  return lua_resume(co, from, arguments, results);
#else
  int status = lua_resume(co, from, arguments);
  *results = lua_gettop(co);
  return status;
#endif
}

static int new_thread(lua_State *L) {
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  say("newthread", "%s, tothread %d, status %d, top %d", show_all(L), lua_tothread(L, 1) == co,
      lua_status(co), lua_gettop(co));
  say("tothread of a number", "%d", (lua_pushinteger(L, 1), lua_tothread(L, -1) == NULL));
  lua_pushinteger(co, 1);
  lua_pushliteral(co, "two");
  lua_newtable(co);
  say("values on another thread", "%s and here %s", show_all(co), show_all(L));
  lua_getglobal(co, "string");
  lua_getglobal(L, "string");
  say("globals are shared", "%d", lua_topointer(co, -1) == lua_topointer(L, -1));
  say_first("pushthread of another", "%d %s", lua_pushthread(co), show_all(co));
  int is_main = lua_pushthread(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
  say("pushthread of the main one", "%d, registry's main thread is it %d", is_main,
      lua_rawequal(L, -1, -2));
  return 0;
}

static int moving(lua_State *L) {
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  lua_pushinteger(L, 1);
  lua_pushliteral(L, "moved");
  lua_newtable(L);
  lua_pushvalue(L, -1);
  const void *table = lua_topointer(L, -1);
  lua_pushliteral(L, "a longer text that does not fit into an entry of forty bytes");
  lua_xmove(L, co, 4);
  say("xmove", "%s, %s, same table %d", show_all(L), show_all(co), lua_topointer(co, 2) == table);
  lua_xmove(co, L, 2);
  say("xmove back", "%s, %s", show_all(L), show_all(co));
  lua_xmove(L, L, 1);
  say("xmove to itself", "%s", show_all(L));
  return 0;
}

static int resuming(lua_State *L) {
  int results = 0;
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  run(L, "return function(...) local a = coroutine.yield(select('#', ...), ...)"
      "local b, c = coroutine.yield(a) return b, c, 'end' end", 0, 1);
  lua_xmove(L, co, 1);
  lua_pushinteger(co, 7);
  lua_pushliteral(co, "x");
  int status = resume(co, L, 2, &results);
  say("resume", "%d, %d results, %s, status %d", status, results, show_all(co), lua_status(co));
  lua_pop(co, results);
  lua_pushliteral(co, "second");
  status = resume(co, L, 1, &results);
  say("resume again", "%d, %d results, %s", status, results, show_all(co));
  lua_pop(co, results);
  lua_pushnil(co);
  lua_pushboolean(co, 1);
  status = resume(co, L, 2, &results);
  say("resume to the end", "%d, %d results, %s, status %d", status, results, show_all(co),
      lua_status(co));
  lua_settop(co, 0);
#if AT_LEAST(504)
  /* before, nobody asks whether there is a function */
  status = resume(co, L, 0, &results);
  say("resume of a dead one", "%d, %s", status, show(co, -1));
  lua_settop(co, 0);
#endif
  run(L, "return function() return 'anew' end", 0, 1);
  lua_xmove(L, co, 1);
  status = resume(co, NULL, 0, &results);
  say("resume with another function", "%d, %s", status, show_all(co));
  return 0;
}

static int leaving(lua_State *L) {
  int results = 0;
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  run(L, "return function() for i = 1, 3 do coroutine.yield('yield', i) end return 'end' end", 0, 1);
  lua_xmove(L, co, 1);
  for (int i = 0; i < 4; i++) {
    int status = resume(co, L, 0, &results);
    say("resume with what the last yield has left", "%d, %d results, %s", status, results,
        show_all(co));
  }
  return 0;
}

static int failing(lua_State *L) {
  int results = 0;
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  run(L, "return function() local inner = 'local' error('in the thread') end", 0, 1);
  lua_xmove(L, co, 1);
  int status = resume(co, L, 0, &results);
  say("resume of an error", "%d, %s, status %d", status, show(co, -1), lua_status(co));
  luaL_traceback(L, co, "traced", 0);
  say("traceback of the failed thread", "%s", show(L, -1));
  lua_settop(co, 0);
  status = resume(co, L, 0, &results);
  say("resume after an error", "%d, %s", status, show(co, -1));
  lua_State *other = lua_newthread(L);
  run(L, "return function() error({}) end", 0, 1);
  lua_xmove(L, other, 1);
  status = resume(other, L, 0, &results);
  say("resume of an error that is a table", "%d, %s", status, show(other, -1));
  return 0;
}

static int yielder(lua_State *L) {
  lua_pushliteral(L, "yielded by C");
  return lua_yield(L, 1);
}

static int resuming_c(lua_State *L) {
  int results = 0;
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  lua_pushcfunction(co, yielder);
  lua_pushinteger(co, 1);
  int status = resume(co, L, 1, &results);
  say("resume of a C function", "%d, %s", status, show(co, -1));
  lua_pop(co, results);
  lua_pushliteral(co, "back");
  status = resume(co, L, 1, &results);
  say("a yielding C function returns what resume gives", "%d, %d results, %s", status, results,
      show(co, -1));
#if AT_LEAST(503)
  say("isyieldable", "%d %d", lua_isyieldable(L), lua_isyieldable(co));
#endif
  return 0;
}

static int calling_idle(lua_State *L) {
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  run(co, "return 1, 'two'", 0, LUA_MULTRET);
  say("call on a thread that does not run", "%s", show_all(co));
  lua_settop(co, 0);
  run(L, "return function() error('on the idle one', 0) end", 0, 1);
  lua_xmove(L, co, 1);
  int status = lua_pcall(co, 0, 0, 0);
  say("pcall on a thread that does not run", "%d %s", status, show_all(co));
  lua_settop(co, 0);
  lua_getglobal(co, "coroutine");
  lua_getfield(co, -1, "running");
  lua_call(co, 0, 1);
  say("running on a thread that does not run", "%d", lua_tothread(co, -1) == co);
  return 0;
}

static int yield_outside(lua_State *L) {
  return lua_yield(L, 0);
}

static int outside(lua_State *L) {
  attempt(L, "yield outside of a coroutine", yield_outside, 0);
  return 0;
}

static int running_thread(lua_State *L) {
  lua_pushboolean(L, lua_pushthread(L));
  return 2;
}

#if AT_LEAST(503)
static int yieldable(lua_State *L) {
  lua_pushboolean(L, lua_isyieldable(L));
  return 1;
}

static int extra_space(lua_State *L) {
  void *value = NULL, *main_value = NULL;
  static int mark;
  lua_settop(L, 0);
  void **space = lua_getextraspace(L);
  *space = &mark;
  lua_State *co = lua_newthread(L);
  memcpy(&value, lua_getextraspace(co), sizeof value);
  *(void **)lua_getextraspace(co) = NULL;
  memcpy(&main_value, lua_getextraspace(L), sizeof main_value);
  say("extra space", "%d %d", value == &mark, main_value == &mark);
  *space = NULL;
  return 0;
}
#endif

#if AT_LEAST(504)
static int closing(lua_State *L) {
  int results = 0;
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  run(L, "return function() local x <close> = setmetatable({}, {__close = function(_, e) "
      "closed = 'closed with ' .. tostring(e) end}) coroutine.yield(1) end", 0, 1);
  lua_xmove(L, co, 1);
  resume(co, L, 0, &results);
  int status = lua_resetthread(co);
  lua_getglobal(L, "closed");
  say("resetthread", "%d, top %d, status %d, %s", status, lua_gettop(co), lua_status(co),
      show(L, -1));
  run(L, "return function() local x <close> = setmetatable({}, {__close = function() "
      "error('from close', 0) end}) coroutine.yield(1) end", 0, 1);
  lua_xmove(L, co, 1);
  resume(co, L, 0, &results);
  status = lua_resetthread(co);
  say("resetthread with an error", "%d %s", status, show_all(co));
  lua_pushnil(L);
  lua_setglobal(L, "closed");
  return 0;
}
#endif

const luaL_Reg thread_tests[] = {{"new_thread", new_thread}, {"moving", moving},
    {"resuming", resuming}, {"leaving", leaving}, {"failing", failing},
    {"resuming_c", resuming_c},
    {"calling_idle", calling_idle}, {"outside", outside},
#if AT_LEAST(503)
    {"extra_space", extra_space},
#endif
#if AT_LEAST(504)
    {"closing", closing},
#endif
    {NULL, NULL}};

/* For the driver: makes a coroutine of its argument by lua_newthread. */
static int create(lua_State *L) {
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return 1;
}

/* Resumes a coroutine from C, without a continuation: status, results. */
static int resume_thread(lua_State *L) {
  int results = 0, count = lua_gettop(L) - 1;
  lua_State *co = lua_tothread(L, 1);
  lua_xmove(L, co, count);
  int status = resume(co, L, count, &results);
  lua_pushinteger(L, status);
  if (status > LUA_YIELD) results = 1;
  luaL_checkstack(L, results, NULL);
  lua_xmove(co, L, results);
  return results + 1;
}

const luaL_Reg thread_functions[] = {{"create", create}, {"resume", resume_thread},
    {"running", running_thread},
#if AT_LEAST(503)
    {"isyieldable", yieldable},
#endif
    {NULL, NULL}};
