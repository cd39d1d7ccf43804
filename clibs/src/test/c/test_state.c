/* New states, allocators, standard libraries, warnings. */
#include "apitest.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int closed;

static int count_closed(lua_State *L) {
  (void)L;
  closed++;
  return 0;
}

static int new_state(lua_State *L) {
  lua_State *other = luaL_newstate();
  say("luaL_newstate", "%d, top %d", other != NULL, lua_gettop(other));
  lua_getglobal(other, "print");
  say("a new state has no libraries", "%s", show_all(other));
  lua_settop(other, 0);
  luaL_openlibs(other);
  run(other, "x = 42 return type(print), type(string.format), type(require), _VERSION, _G.x", 0, 5);
  say("openlibs", "%s", show_all(other));
  lua_settop(other, 0);
  lua_getglobal(L, "x");
  say("globals are apart", "%s", show(L, -1));
  say_first("an error in a new state", "%d %s", luaL_dostring(other, "error('there', 0)"), show_all(other));
  lua_settop(other, 0);
  lua_pushliteral(other, "in the registry");
  lua_setfield(other, LUA_REGISTRYINDEX, "apitest.state");
  lua_getfield(L, LUA_REGISTRYINDEX, "apitest.state");
  say("registries are apart", "%s", show(L, -1));
  lua_newuserdata(other, 10);
  lua_newtable(other);
  lua_pushcfunction(other, count_closed);
  lua_setfield(other, -2, "__gc");
  lua_setmetatable(other, -2);
  closed = 0;
  lua_close(other);
  say("close finalizes", "%d", closed);
  return 0;
}

static int allocations;

static void *allocate(void *data, void *block, size_t old, size_t size) {
  (void)data, (void)old;
  allocations++;
  if (size == 0) {
    free(block);
    return NULL;
  }
  return realloc(block, size);
}

static int allocators(lua_State *L) {
  void *data = NULL, *own = &allocations;
  lua_Alloc before = lua_getallocf(L, &data);
  void *block = before(data, NULL, LUA_TSTRING, 100);
  memset(block, 1, 100);
  block = before(data, block, 100, 1000);
  say("getallocf", "%d %d", before != NULL, ((char *)block)[99]);
  say("the allocator frees", "%d", before(data, block, 1000, 0) == NULL);
  lua_State *other = lua_newstate(allocate, own);
  lua_Alloc kept = lua_getallocf(other, &data);
  say("newstate", "%d, its allocator %d %d", other != NULL, kept == allocate, data == own);
  run(other, "local t = {} for i = 1, 10 do t[i] = i end return #t", 0, 1);
  say("code in a new state", "%s", show_all(other));
  lua_setallocf(other, allocate, NULL);
  lua_getallocf(other, &data);
  say("setallocf", "%d", data == NULL);
  lua_close(other);
  return 0;
}

static jmp_buf panic_exit;
static char panic_message[100];

static int panic(lua_State *L) {
  snprintf(panic_message, sizeof panic_message, "%s", lua_tostring(L, -1));
  longjmp(panic_exit, 1);
}

static int panicking(lua_State *L) {
  (void)L;
  lua_State *other = luaL_newstate();
  lua_atpanic(other, panic);
  if (setjmp(panic_exit) == 0) {
    lua_pushliteral(other, "nobody catches it");
    lua_error(other);
  }
  say("a panic", "%s", panic_message);
  lua_close(other);
  return 0;
}

static int libraries(lua_State *L) {
  static const luaL_Reg all[] = {{"_G", luaopen_base}, {"string", luaopen_string},
      {"table", luaopen_table}, {"math", luaopen_math}, {"io", luaopen_io}, {"os", luaopen_os},
      {"debug", luaopen_debug}, {"coroutine", luaopen_coroutine}, {"package", luaopen_package},
#if AT_LEAST(503)
      {"utf8", luaopen_utf8},
#endif
      {NULL, NULL}};
  (void)L;
  lua_State *other = luaL_newstate();
  for (const luaL_Reg *r = all; r->name != NULL; r++) {
    luaL_requiref(other, r->name, r->func, 1);
    int count = 0;
    for (lua_pushnil(other); lua_next(other, -2); lua_pop(other, 1)) {
      /* what the platform or the build gives or takes */
      count++;
    }
    say("luaopen", "%s %s, more than 3 fields %d", r->name, show(other, -1), count > 3);
    lua_settop(other, 0);
  }
  run(other, "return string.rep('ab', 2), table.concat({1, 2}, '-'), math.floor(2.5),"
      "select('#', 1, 2), ('x'):upper()", 0, 5);
  say("opened libraries work", "%s", show_all(other));
  lua_close(other);
  return 0;
}

#if !AT_LEAST(504)
extern int luaopen_bit32(lua_State *L);

static int bits(lua_State *L) {
  lua_settop(L, 0);
  luaL_requiref(L, "apitest.bit32", luaopen_bit32, 0);
  say("luaopen_bit32", "%s", show_all(L));
#if !AT_LEAST(503)
  run(L, "local bit = ... return bit.band(12, 10), bit.lrotate(1, 33), bit.extract(255, 4, 2)", 1, 3);
  say("bit32", "%s", show_all(L));
#endif
  return 0;
}
#endif

#if AT_LEAST(504)
static char warned[500];

static void warn(void *data, const char *message, int to_continue) {
  size_t length = strlen(warned);
  snprintf(warned + length, sizeof warned - length, "%s%s%s", data == warned ? "" : "?", message,
      to_continue ? "+" : ";");
}

static int warnings(lua_State *L) {
  lua_State *other = luaL_newstate();
  (void)L;
  luaL_openlibs(other);
  lua_setwarnf(other, warn, warned);
  lua_warning(other, "of C", 0);
  lua_warning(other, "two ", 1);
  lua_warning(other, "parts", 0);
  (void)luaL_dostring(other, "warn('of Lua') warn('a', 'b') warn('@on')");
  say("warnings", "%s", warned);
  warned[0] = '\0';
  (void)luaL_dostring(other,
      "setmetatable({}, {__gc = function() error('in gc', 0) end}) collectgarbage()");
  say("a warning of a finalizer", "%s", warned);
  lua_close(other);
  return 0;
}

static int stack_limit(lua_State *L) {
  say("setcstacklimit", "%d", lua_setcstacklimit(L, 300));
  return 0;
}
#endif

const luaL_Reg state_tests[] = {{"new_state", new_state}, {"allocators", allocators},
    {"libraries", libraries},
#if !AT_LEAST(504)
    {"bits", bits},
#endif
#if AT_LEAST(504)
    {"warnings", warnings}, {"stack_limit", stack_limit},
#endif
    {"panicking", panicking}, {NULL, NULL}};
