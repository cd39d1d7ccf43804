/* Calls: protected and not, errors of each kind, continuations. */
#include "apitest.h"

#include <string.h>

#if AT_LEAST(503)
#define CONTINUATION(name) static int name(lua_State *L, int status, lua_KContext ctx)
#define CONTINUED(L) (void)L
#else
/* 5.2's continuations ask for the status and the context. */
#define CONTINUATION(name) static int name(lua_State *L)
#define CONTINUED(L) int ctx = 0, status = lua_getctx(L, &ctx)
#endif

static int pair(lua_State *L) {
  lua_pushliteral(L, "first");
  lua_pushliteral(L, "second");
  return 2;
}

static int count_arguments(lua_State *L) {
  lua_pushinteger(L, lua_gettop(L));
  return 1;
}

static int fewer(lua_State *L) {
  lua_settop(L, 0);
  for (int i = 1; i <= 5; i++) lua_pushinteger(L, i);
  return 2;
}

static int calling(lua_State *L) {
  lua_settop(L, 0);
  lua_pushcfunction(L, pair);
  lua_call(L, 0, LUA_MULTRET);
  say("call with all results", "%s", show_all(L));
  lua_pushcfunction(L, pair);
  lua_call(L, 0, 1);
  lua_pushcfunction(L, pair);
  lua_call(L, 0, 0);
  lua_pushcfunction(L, pair);
  lua_call(L, 0, 3);
  say("call with 1, 0 and 3 results", "%s", show_all(L));
  lua_settop(L, 0);
  lua_pushcfunction(L, count_arguments);
  for (int i = 0; i < 30; i++) lua_pushnil(L);
  lua_call(L, 30, 1);
  lua_pushcfunction(L, fewer);
  lua_call(L, 0, LUA_MULTRET);
  say("arguments and results", "%s", show_all(L));
  lua_settop(L, 0);
  run(L, "return select('#', ...), ...", (lua_pushnil(L), lua_pushinteger(L, 4), lua_pushnil(L), 3),
      LUA_MULTRET);
  say("call of a Lua function", "%s", show_all(L));
  lua_settop(L, 0);
  run(L, "return setmetatable({}, {__call = function(self, a, b) return type(self), a, b end})", 0, 1);
  lua_pushinteger(L, 1);
  lua_call(L, 1, LUA_MULTRET);
  say("call of a table", "%s", show_all(L));
  return 0;
}

static int call_it(lua_State *L) {
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int throw_it(lua_State *L) {
  return lua_error(L);
}

static int throw_text(lua_State *L) {
  return luaL_error(L, "%s %d", "formatted", 12);
}

static int throw_where(lua_State *L) {
  luaL_where(L, (int)lua_tointeger(L, lua_upvalueindex(1)));
  lua_pushliteral(L, "where");
  lua_concat(L, 2);
  return lua_error(L);
}

static int errors(lua_State *L) {
  static int target;
  lua_settop(L, 0);
  lua_pushnil(L);
  attempt(L, "error nil", throw_it, 1);
  lua_pushboolean(L, 0);
  attempt(L, "error false", throw_it, 1);
  lua_pushinteger(L, 12);
  attempt(L, "error of a number", throw_it, 1);
  lua_pushliteral(L, "text");
  attempt(L, "error of a string", throw_it, 1);
  lua_newtable(L);
  attempt(L, "error of a table", throw_it, 1);
  lua_pushlightuserdata(L, &target);
  attempt(L, "error of a light userdata", throw_it, 1);
  lua_pushcfunction(L, pair);
  attempt(L, "error of a function", throw_it, 1);
  attempt(L, "luaL_error", throw_text, 0);
  lua_pushnil(L);
  attempt(L, "call of nil", call_it, 1);
  lua_pushinteger(L, 3);
  attempt(L, "call of a number", call_it, 1);
  run(L, "return function() error('of Lua') end", 0, 1);
  attempt(L, "an error of Lua code", call_it, 1);
  run(L, "return function() error({code = 3}) end", 0, 1);
  attempt(L, "an error of Lua code that is a table", call_it, 1);
  run(L, "return function() local x = nil; x.y = 1 end", 0, 1);
  attempt(L, "an error of the virtual machine", call_it, 1);
  return 0;
}

static int handler(lua_State *L) {
  lua_pushfstring(L, "handled <%s>", lua_isstring(L, -1) ? lua_tostring(L, -1) : luaL_typename(L, -1));
  return 1;
}

static int faulty_handler(lua_State *L) {
  return luaL_error(L, "from the handler");
}

static int handlers(lua_State *L) {
  lua_settop(L, 0);
  lua_pushcfunction(L, handler);
  lua_pushcfunction(L, throw_text);
  say_first("pcall with a handler", "%d %s", lua_pcall(L, 0, 0, 1), show(L, -1));
  lua_settop(L, 1);
  lua_pushcfunction(L, throw_it);
  lua_newtable(L);
  say_first("pcall with a handler and a table", "%d %s", lua_pcall(L, 1, 1, -3), show(L, -1));
  lua_settop(L, 1);
  lua_pushcfunction(L, pair);
  say_first("pcall with a handler and no error", "%d %s", lua_pcall(L, 0, LUA_MULTRET, 1), show_all(L));
  lua_settop(L, 0);
  lua_pushcfunction(L, faulty_handler);
  lua_pushcfunction(L, throw_text);
  say("pcall with a faulty handler", "%d", lua_pcall(L, 0, 0, 1));
  lua_settop(L, 0);
  lua_pushcfunction(L, handler);
  run(L, "return function() local ok, m = pcall(error, 'inner', 0) error(m .. ' again', 0) end", 0, 1);
  say_first("pcall with a handler and an error caught inside", "%d %s", lua_pcall(L, 0, 0, 1), show(L, -1));
  lua_settop(L, 0);
  run(L, "return debug.traceback", 0, 1);
  run(L, "return function() error('traced', 0) end", 0, 1);
  int status = lua_pcall(L, 0, 0, 1);
  say("pcall with debug.traceback", "%d %d", status,
      strncmp(lua_tostring(L, -1), "traced\nstack traceback:\n\t", 25) == 0);
  return 0;
}

static int stack_after_error(lua_State *L) {
  lua_settop(L, 0);
  lua_pushliteral(L, "below");
  lua_pushcfunction(L, throw_it);
  lua_pushinteger(L, 1);
  lua_pushinteger(L, 2);
  int status = lua_pcall(L, 2, 5, 0);
  say("the stack after an error", "%d %s", status, show_all(L));
  return 0;
}

/* For the driver: runs its first argument with the others in protected mode; status, results. */
static int protect(lua_State *L) {
  int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  lua_pushinteger(L, status);
  lua_insert(L, 1);
  return lua_gettop(L);
}

static int call_plainly(lua_State *L) {
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

CONTINUATION(after_call) {
  CONTINUED(L);
  lua_pushfstring(L, "continued %d %d", status, (int)ctx);
  return lua_gettop(L);
}

static int call_with_continuation(lua_State *L) {
  lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 41, after_call);
  lua_pushliteral(L, "went on");
  return lua_gettop(L);
}

static int protect_with_continuation(lua_State *L) {
  int status = lua_pcallk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, 42, after_call);
  lua_pushfstring(L, "went on %d", status);
  return lua_gettop(L);
}

static int protect_with_handler(lua_State *L) {
  lua_pushcfunction(L, handler);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 1, 43, after_call);
  lua_pushfstring(L, "went on %d", status);
  return lua_gettop(L) - 1;
}

CONTINUATION(yield_twice_more) {
  CONTINUED(L);
  lua_pushfstring(L, "round %d %d", status, (int)ctx);
  if (ctx < 3) return lua_yieldk(L, 1, ctx + 1, yield_twice_more);
  return lua_gettop(L);
}

static int yield_thrice(lua_State *L) {
  lua_pushliteral(L, "start");
  return lua_yieldk(L, 1, 1, yield_twice_more);
}

static int yield_all(lua_State *L) {
  return lua_yield(L, lua_gettop(L));
}

static int yield_some(lua_State *L) {
  return lua_yieldk(L, 1, 7, after_call);
}

/* A continuation that raises an error. */
CONTINUATION(then_fail) {
  CONTINUED(L);
  return luaL_error(L, "failed after %d %d", status, (int)ctx);
}

static int yield_then_fail(lua_State *L) {
  return lua_yieldk(L, 0, 5, then_fail);
}

static int call_then_fail(lua_State *L) {
  lua_callk(L, lua_gettop(L) - 1, 0, 6, then_fail);
  return luaL_error(L, "failed at once");
}

/* Calls its argument five times, one call in each continuation. */
CONTINUATION(call_five_times) {
  CONTINUED(L);
  (void)status;
  while (ctx < 5) {
    lua_pushvalue(L, 1);
    lua_pushinteger(L, ctx);
    lua_callk(L, 1, 1, ++ctx, call_five_times);
  }
  return lua_gettop(L) - 1;
}

static int repeat_call(lua_State *L) {
  for (int i = 0; i < 5; i++) {
    lua_pushvalue(L, 1);
    lua_pushinteger(L, i);
    lua_callk(L, 1, 1, i + 1, call_five_times);
  }
  return lua_gettop(L) - 1;
}

/* The running function's upvalue and arguments after a yield. */
CONTINUATION(look_at_upvalue) {
  CONTINUED(L);
  (void)status;
  lua_pushinteger(L, lua_tointeger(L, lua_upvalueindex(1)) + (lua_Integer)ctx);
  lua_pushvalue(L, -1);
  lua_replace(L, lua_upvalueindex(1));
  return lua_gettop(L);
}

static int yield_with_upvalue(lua_State *L) {
  return lua_yieldk(L, 0, 100, look_at_upvalue);
}

static int new_yielder(lua_State *L) {
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, yield_with_upvalue, 1);
  return 1;
}

static int raise(lua_State *L) {
  lua_settop(L, 1);
  return lua_error(L);
}

static int raise_where(lua_State *L) {
  lua_settop(L, 1);
  lua_pushcclosure(L, throw_where, 1);
  return 1;
}

static int raise_text(lua_State *L) {
  return luaL_error(L, "text of %s", luaL_checkstring(L, 1));
}

static int depth(lua_State *L) {
  if (lua_isfunction(L, 1)) {
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
  }
  return 1;
}

/* Calls itself through lua_pcall until there is no more room; its depth is the first result. */
static int deepen(lua_State *L) {
  lua_Integer level = lua_tointeger(L, 1);
  lua_pushcfunction(L, deepen);
  lua_pushinteger(L, level + 1);
  if (lua_pcall(L, 1, 2, 0) != LUA_OK) {
    lua_pushinteger(L, level);
    lua_insert(L, -2);
  }
  return 2;
}

static int deep(lua_State *L) {
  lua_settop(L, 0);
  lua_pushcfunction(L, deepen);
  lua_pushinteger(L, 1);
  lua_call(L, 1, 2);
  say("pcall in pcall until C overflows", "deep %d, %s", lua_tointeger(L, 1) > 150
      && lua_tointeger(L, 1) < 250, show(L, 2));
  return 0;
}

static int panicked(lua_State *L) {
  (void)L;
  return 0;
}

static int panics(lua_State *L) {
  lua_CFunction before = lua_atpanic(L, panicked);
  say("atpanic", "%d %d", before != NULL, lua_atpanic(L, before) == panicked);
  return 0;
}

static int make_tables(lua_State *L) {
  for (lua_Integer n = lua_tointeger(L, 1); n > 0; n--) {
    lua_newtable(L);
    lua_pop(L, 1);
  }
  return 0;
}

static void call_to_make(lua_State *L, int n) {
  lua_pushcfunction(L, make_tables);
  lua_pushinteger(L, n);
  lua_call(L, 1, 0);
}

static void check_type(lua_State *L, int *wrong) {
  lua_getglobal(L, "type");
  lua_pushvalue(L, -2);
  lua_call(L, 1, 1);
  if (strcmp(lua_tostring(L, -1), luaL_typename(L, -2)) != 0) (*wrong)++;
  lua_pop(L, 1);
}

/* Makes values between calls, some in the place of what a call has made; answers how many are wrong. */
static int make_between(lua_State *L) {
  int more = (int)lua_tointeger(L, 1), wrong = 0;
  lua_settop(L, 0);
  luaL_checkstack(L, 4000, NULL);
  for (int i = 0; i < 6000 + more; i++) {
    if (i == 3000) call_to_make(L, 200);
    lua_newtable(L);
    lua_pop(L, 1);
  }
  for (int i = 1; i <= 250; i++) {
    lua_newtable(L);
    lua_pushinteger(L, i);
    lua_rawseti(L, -2, 1);
  }
  call_to_make(L, 300);
  for (int i = 0; i < 3000; i++) {
    lua_newuserdata(L, 1);
    check_type(L, &wrong);
  }
  for (int i = 1; i <= 250; i++) {
    lua_rawgeti(L, i, 1);
    if (lua_tointeger(L, -1) != i) wrong++;
    lua_pop(L, 1);
  }
  lua_pushinteger(L, wrong);
  return 1;
}

static int kept_between(lua_State *L) {
  for (int more = 0; more < 2400; more += 150) {
    lua_settop(L, 0);
    lua_pushcfunction(L, make_between);
    lua_pushinteger(L, more);
    lua_call(L, 1, 1);
    if (lua_tointeger(L, -1) != 0) say("values made between calls", "wrong after %d", more);
  }
  say("values made between calls", "checked");
  return 0;
}

const luaL_Reg call_tests[] = {{"calling", calling}, {"errors", errors}, {"handlers", handlers},
    {"stack_after_error", stack_after_error}, {"deep", deep}, {"panics", panics}, {"kept_between", kept_between},
    {NULL, NULL}};

const luaL_Reg call_functions[] = {{"protect", protect}, {"call", call_plainly},
    {"callk", call_with_continuation}, {"pcallk", protect_with_continuation},
    {"pcallk_handler", protect_with_handler}, {"yield_thrice", yield_thrice},
    {"yield", yield_all}, {"yield_some", yield_some}, {"yield_then_fail", yield_then_fail},
    {"call_then_fail", call_then_fail}, {"repeat_call", repeat_call},
    {"new_yielder", new_yielder}, {"raise", raise}, {"raise_where", raise_where},
    {"raise_text", raise_text}, {"depth", depth}, {NULL, NULL}};
