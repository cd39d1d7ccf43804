/*
** States, memory, the collector, warnings, and the standard libraries.
*/

/* The collector is Java's. What it cannot do, it takes note of. */
#if LUA_LEVEL == 504
static int lua_gc(lua_State *L, int what, ...) {
  int data = 0;
  va_list arguments;
  va_start(arguments, what);
  if (what >= LUA_GCSTEP && what != LUA_GCISRUNNING) data = va_arg(arguments, int);
  va_end(arguments);
  return cross(L, gc, what, data);
}
#else
static int lua_gc(lua_State *L, int what, int data) {
  return cross(L, gc, what, data);
}
#endif

static int default_panic(lua_State *L) {
  const char *message = lua_tostring(L, -1);
  if (message == NULL) message = "error object is not a string";
  fprintf(stderr, "PANIC: unprotected error in call to Lua API (%s)\n", message);
  return 0;
}

/* An error that nothing catches, whose value is on the top. */
void PANIC(lua_State *L) {
  lua_CFunction function = (lua_CFunction)(intptr_t)L->universe->panic;
  (function != NULL ? function : default_panic)(L);
  abort();
}

static lua_CFunction lua_atpanic(lua_State *L, lua_CFunction panicf) {
  lua_CFunction old = (lua_CFunction)(intptr_t)L->universe->panic;
  if (old == NULL) old = default_panic;
  L->universe->panic = (void *)(intptr_t)panicf;
  return old;
}

/* C's own memory, which libraries ask the allocator for. Values lie in Java's heap. */
static void *allocate(void *ud, void *ptr, size_t osize, size_t nsize) {
  (void)ud;
  (void)osize;
  if (nsize != 0) return realloc(ptr, nsize);
  free(ptr);
  return NULL;
}

static lua_Alloc lua_getallocf(lua_State *L, void **ud) {
  lua_Alloc set = (lua_Alloc)(intptr_t)L->universe->allocator;
  if (ud != NULL) *ud = L->universe->allocator_data;
  return set != NULL ? set : allocate;
}

static void lua_setallocf(lua_State *L, lua_Alloc f, void *ud) {
  L->universe->allocator = (void *)(intptr_t)f;
  L->universe->allocator_data = ud;
}

#if LUA_LEVEL == 504
static lua_Number lua_version(lua_State *L) {
  (void)L;
  return LUA_LEVEL;
}
#else
static const lua_Number *lua_version(lua_State *L) {
  static const lua_Number version = LUA_LEVEL;
  (void)L;
  return &version;
}
#endif

/* States. A new one is a new engine of the version of the one that asks for it. */

static lua_State *luaL_newstate(void) {
  lua_State *L = running_state();
  if (L == NULL) return NULL;
  cross(L, newState);
  return (lua_State *)(intptr_t)L->universe->result;
}

static lua_State *lua_newstate(lua_Alloc f, void *ud) {
  lua_State *L = luaL_newstate();
  if (L != NULL) lua_setallocf(L, f, ud);
  return L;
}

static void lua_close(lua_State *L) {
  cross(L, closeState);
}

/* Standard libraries */

static int open_library(lua_State *L, const char *name) {
  lua_pushstring(L, name);
  cross(L, openLibrary, slot_number(L, -1));
  return 1;
}

static void luaL_openlibs(lua_State *L) {
  open_library(L, "*");
  lua_pop(L, 1);
}

#define LIBRARY(name, text) \
  static int luaopen_##name(lua_State *L) { return open_library(L, text); }

LIBRARY(base, "")
LIBRARY(coroutine, "coroutine")
LIBRARY(debug, "debug")
LIBRARY(io, "io")
LIBRARY(math, "math")
LIBRARY(os, "os")
LIBRARY(package, "package")
LIBRARY(string, "string")
LIBRARY(table, "table")
#if LUA_LEVEL < 504
LIBRARY(bit32, "bit32")
#endif
#if LUA_LEVEL >= 503
LIBRARY(utf8, "utf8")
#endif

#if LUA_LEVEL == 504

static void lua_setwarnf(lua_State *L, lua_WarnFunction f, void *ud) {
  L->universe->warn = (void *)(intptr_t)f;
  L->universe->warn_data = ud;
  cross(L, takeWarnings);
}

static void lua_warning(lua_State *L, const char *msg, int tocont) {
  lua_pushstring(L, msg);
  cross(L, warn, slot_number(L, -1), tocont);
  lua_pop(L, 1);
}

#endif
