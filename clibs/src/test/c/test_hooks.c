/* Hooks: call, return, line, count; errors and yields in them. */
#include "apitest.h"

#include <stdio.h>
#include <string.h>

static char seen[3000];
static int count_of_hooks;

static void remember(lua_State *L, lua_Debug *ar) {
  static const char *const events[] = {"call", "return", "line", "count", "tail call"};
  size_t length = strlen(seen);
  lua_getinfo(L, "nSl", ar);
  if (strcmp(ar->short_src, "hooked") != 0 && strcmp(ar->what, "C") != 0) return;
  if (ar->event == LUA_HOOKLINE) {
    snprintf(seen + length, sizeof seen - length, " %s %d", events[ar->event], ar->currentline);
  } else {
    snprintf(seen + length, sizeof seen - length, " %s %s", events[ar->event],
        ar->name == NULL ? ar->what : ar->name);
  }
}

static void count(lua_State *L, lua_Debug *ar) {
  (void)L;
  count_of_hooks += ar->event == LUA_HOOKCOUNT;
}

static void fail(lua_State *L, lua_Debug *ar) {
  (void)ar;
  lua_sethook(L, NULL, 0, 0);
  luaL_error(L, "from the hook");
}

static void load_hooked(lua_State *L, const char *code) {
  if (luaL_loadbuffer(L, code, strlen(code), "=hooked") != LUA_OK) lua_error(L);
}

static void with_mask(lua_State *L, const char *name, int mask) {
  seen[0] = '\0';
  load_hooked(L, "local function f(n)\n"
      "  local x = n + 1\n"
      "  return x\n"
      "end\n"
      "local function g()\n"
      "  return f(2)\n"
      "end\n"
      "f(1)\n"
      "g()\n"
      "for i = 1, 2 do\n"
      "  f(i)\n"
      "end\n");
  lua_sethook(L, remember, mask, 0);
  lua_call(L, 0, 0);
  lua_sethook(L, NULL, 0, 0);
  say(name, "%s", seen);
}

static int events(lua_State *L) {
  lua_settop(L, 0);
  with_mask(L, "line hook", LUA_MASKLINE);
  with_mask(L, "call hook", LUA_MASKCALL);
  with_mask(L, "return hook", LUA_MASKRET);
  with_mask(L, "call and line hook", LUA_MASKCALL | LUA_MASKLINE);
  return 0;
}

static int counting(lua_State *L) {
  lua_settop(L, 0);
  count_of_hooks = 0;
  load_hooked(L, "for i = 1, 100000 do local x = i end");
  lua_sethook(L, count, LUA_MASKCOUNT, 1000);
  lua_call(L, 0, 0);
  lua_sethook(L, NULL, 0, 0);
  say("count hook", "%d", count_of_hooks > 50 && count_of_hooks < 1000);
  return 0;
}

static int settings(lua_State *L) {
  say("gethook of none", "%d %d", lua_gethook(L) == NULL, lua_gethookmask(L));
  lua_sethook(L, count, LUA_MASKCOUNT | LUA_MASKRET, 12345);
  say("gethook", "%d, mask %d, count %d", lua_gethook(L) == count, lua_gethookmask(L),
      lua_gethookcount(L));
  lua_sethook(L, count, 0, 0);
  say("sethook with mask 0", "%d %d", lua_gethook(L) == NULL, lua_gethookmask(L));
  lua_sethook(L, NULL, LUA_MASKCALL, 0);
  say("sethook with NULL", "%d %d", lua_gethook(L) == NULL, lua_gethookmask(L));
  lua_sethook(L, count, LUA_MASKLINE, 0);
  run(L, "local f, mask, n = debug.gethook() return f, mask, n", 0, 3);
  lua_sethook(L, NULL, 0, 0);
  say("debug.gethook of a C hook", "%s", show_all(L));
  return 0;
}

static int in_hooked(lua_State *L) {
  load_hooked(L, "local x = 1\nlocal y = 2\n");
  lua_sethook(L, fail, LUA_MASKLINE, 0);
  lua_call(L, 0, 0);
  return 0;
}

static int failing_hook(lua_State *L) {
  lua_settop(L, 0);
  attempt(L, "an error in a hook", in_hooked, 0);
  lua_sethook(L, NULL, 0, 0);
  return 0;
}

static void yield_at_line(lua_State *L, lua_Debug *ar) {
  (void)ar;
  lua_yield(L, 0);
}

static int yielding_hook(lua_State *L) {
  int results = 0, status, rounds = 0;
  lua_settop(L, 0);
  lua_State *co = lua_newthread(L);
  lua_sethook(co, yield_at_line, LUA_MASKLINE, 0);
  load_hooked(co, "local a = 1\nlocal b = 2\nreturn a + b");
  do {
#if AT_LEAST(504)
    status = lua_resume(co, L, 0, &results);
#else
    status = lua_resume(co, L, 0);
    results = lua_gettop(co);
#endif
    rounds++;
    (void)results;
  } while (status == LUA_YIELD && rounds < 10);
  say("yields in a line hook", "%d rounds, status %d, %s", rounds, status, show(co, -1));
  return 0;
}

static int of_threads(lua_State *L) {
  lua_settop(L, 0);
  count_of_hooks = 0;
  lua_State *before = lua_newthread(L);
  lua_sethook(L, count, LUA_MASKCOUNT, 100);
  lua_State *after = lua_newthread(L);
  say("a new thread has its maker's hook", "%d %d", lua_gethook(before) == count,
      lua_gethook(after) == count);
  lua_sethook(L, NULL, 0, 0);
  return 0;
}

#if AT_LEAST(504)
static void transfers(lua_State *L, lua_Debug *ar) {
  size_t length = strlen(seen);
  lua_getinfo(L, "rS", ar);
  if (strcmp(ar->short_src, "hooked") != 0) return;
  snprintf(seen + length, sizeof seen - length, " %d+%d", ar->ftransfer, ar->ntransfer);
}

static int transferred(lua_State *L) {
  seen[0] = '\0';
  lua_settop(L, 0);
  load_hooked(L, "local function f(a, b) return a, b, 3 end\nf(1, 2)\n");
  lua_sethook(L, transfers, LUA_MASKCALL | LUA_MASKRET, 0);
  lua_call(L, 0, 0);
  lua_sethook(L, NULL, 0, 0);
  say("transferred values", "%s", seen);
  return 0;
}
#endif

static int hooked;

static void note(lua_State *L, lua_Debug *ar) {
  (void)L;
  (void)ar;
  hooked++;
}

static lua_Hook replaced;

static void pass_on(lua_State *L, lua_Debug *ar) {
  replaced(L, ar);
}

/* C finds the hook that Lua has set, sets its own, and sets the other again. */
static int of_lua(lua_State *L) {
  lua_settop(L, 0);
  run(L, "hits = {} debug.sethook(function(event, line) hits[#hits + 1] = event .. line end, 'l')", 0, 0);
  replaced = lua_gethook(L);
  int mask = lua_gethookmask(L), each = lua_gethookcount(L);
  say("gethook of Lua's", "%d, mask %d, count %d", replaced != NULL, mask, each);
  lua_sethook(L, note, LUA_MASKCOUNT, 1);
  run(L, "local f, mask, n = debug.gethook() return f, mask, n", 0, 3);
  say("debug.gethook of C's, which has run", "%s, %d", show_all(L), hooked > 0);
  lua_settop(L, 0);
  run(L, "hits = {}", 0, 0);
  lua_sethook(L, pass_on, LUA_MASKLINE, 0);
  run(L, "local a = 1\nlocal b = 2\nreturn table.concat(hits, ' ')", 0, 1);
  say("called by C's", "%s", show_all(L));
  run(L, "hits = {}", 0, 0);
  lua_sethook(L, replaced, mask, each);
  run(L, "local a = 1\nlocal b = 2\nreturn table.concat(hits, ' ')", 0, 1);
  say("set again", "%s", show_all(L));
  lua_settop(L, 0);
  run(L, "local f, mask, n = debug.gethook() return type(f), mask, n", 0, 3);
  say("debug.gethook", "%s, gethook is the same %d", show_all(L), lua_gethook(L) == replaced);
  lua_settop(L, 0);
  lua_sethook(L, note, LUA_MASKLINE, 0);
  run(L, "debug.sethook()", 0, 0);
  say("taken away by Lua", "%d, mask %d", lua_gethook(L) == NULL, lua_gethookmask(L));
  lua_State *co = lua_newthread(L);
  say("of a new thread then", "%d, mask %d", lua_gethook(co) == NULL, lua_gethookmask(co));
  lua_pushnil(L);
  lua_setglobal(L, "hits");
  return 0;
}

static int traced;

/* What a hook sees of the stack begins with the function that has run into it. */
static void trace(lua_State *L, lua_Debug *ar) {
  if (ar->currentline != 3 || traced++ > 0) return;
  for (int level = 0; level < 2; level++) {
    luaL_traceback(L, L, "traced", level);
    const char *end = strstr(lua_tostring(L, -1), "\n\t[C]");
    lua_pushlstring(L, lua_tostring(L, -1), (size_t)(end - lua_tostring(L, -1)));
    say("traceback in a hook", "%d %s", level, show(L, -1));
  }
}

static int tracing(lua_State *L) {
  traced = 0;
  lua_sethook(L, trace, LUA_MASKLINE, 0);
  run(L, "local function f()\n  local x = 1\n  x = 2 end\nf()\n", 0, 0);
  lua_sethook(L, NULL, 0, 0);
  return 0;
}

const luaL_Reg hook_tests[] = {{"events", events}, {"counting", counting}, {"settings", settings},
    {"failing_hook", failing_hook}, {"yielding_hook", yielding_hook}, {"of_threads", of_threads},
    {"of_lua", of_lua}, {"tracing", tracing},
#if AT_LEAST(504)
    {"transferred", transferred},
#endif
    {NULL, NULL}};
