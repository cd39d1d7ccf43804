/*
** What the tests of the bridge call. It declares what it uses of the API, so that it needs no headers;
** LEVEL is the version.
*/
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

typedef struct lua_State lua_State;
typedef int (*lua_CFunction)(lua_State *L);

#define REGISTRY (-1001000)
#define upvalue(n) (REGISTRY - (n))

int lua_gettop(lua_State *L);
void lua_settop(lua_State *L, int index);
void lua_pushvalue(lua_State *L, int index);
void lua_pushnumber(lua_State *L, double number);
void lua_pushinteger(lua_State *L, long long number);
void lua_pushboolean(lua_State *L, int boolean);
void lua_pushlightuserdata(lua_State *L, void *pointer);
void lua_pushcclosure(lua_State *L, lua_CFunction function, int upvalues);
const char *lua_pushlstring(lua_State *L, const char *text, size_t length);
double lua_tonumberx(lua_State *L, int index, int *isnumber);
const char *lua_tolstring(lua_State *L, int index, size_t *length);
void *lua_touserdata(lua_State *L, int index);
void lua_createtable(lua_State *L, int elements, int fields);
void lua_setfield(lua_State *L, int index, const char *name);
int lua_setmetatable(lua_State *L, int index);
int lua_error(lua_State *L);
lua_State *lua_newthread(lua_State *L);
int luaL_ref(lua_State *L, int table);
int luaL_error(lua_State *L, const char *format, ...);
int luaL_newmetatable(lua_State *L, const char *name);
void luaL_setmetatable(lua_State *L, const char *name);
long long luaL_checkinteger(lua_State *L, int argument);

#if LEVEL == 504
void *lua_newuserdatauv(lua_State *L, size_t size, int values);
#define new_userdata(L, size) lua_newuserdatauv(L, size, 1)
#else
void *lua_newuserdata(lua_State *L, size_t size);
#define new_userdata(L, size) lua_newuserdata(L, size)
#endif

#if LEVEL == 502
typedef lua_CFunction Continuation;
typedef int Context;
int lua_getctx(lua_State *L, Context *ctx);
#else
typedef intptr_t Context;
typedef int (*Continuation)(lua_State *L, int status, Context ctx);
#endif

void lua_callk(lua_State *L, int arguments, int results, Context ctx, Continuation k);
int lua_pcallk(lua_State *L, int arguments, int results, int handler, Context ctx, Continuation k);
int lua_yieldk(lua_State *L, int results, Context ctx, Continuation k);

static int echo(lua_State *L) {
  return lua_gettop(L);
}

static int length(lua_State *L) {
  size_t length = 0;
  lua_pushboolean(L, strlen(lua_tolstring(L, 1, &length)) == length);
  lua_pushinteger(L, (long long)length);
  return 2;
}

static int count(lua_State *L) {
  lua_pushnumber(L, lua_tonumberx(L, upvalue(1), NULL) + 1);
  lua_pushvalue(L, -1);
#if LEVEL == 502
  extern void lua_replace(lua_State *, int);
  lua_replace(L, upvalue(1));
#else
  extern void lua_copy(lua_State *, int, int);
  lua_copy(L, -1, upvalue(1));
  lua_settop(L, -2);
#endif
  return 1;
}

static int counter(lua_State *L) {
  lua_pushnumber(L, 0);
  lua_pushcclosure(L, count, 1);
  return 1;
}

static int fail(lua_State *L) {
  return lua_gettop(L) > 0 ? lua_error(L) : luaL_error(L, "failed in %s", "C");
}

static int call(lua_State *L) {
  lua_callk(L, lua_gettop(L) - 1, -1, 0, NULL);
  return lua_gettop(L);
}

static int pcall(lua_State *L) {
  int status = lua_pcallk(L, lua_gettop(L) - 1, -1, 0, 0, NULL);
  lua_pushinteger(L, status);
  return lua_gettop(L);
}

static int yield(lua_State *L) {
  return lua_yieldk(L, lua_gettop(L), 0, NULL);
}

#if LEVEL == 502
static int finish(lua_State *L) {
  Context ctx = 0;
  int status = lua_getctx(L, &ctx);
#else
static int finish(lua_State *L, int status, Context ctx) {
#endif
  lua_pushinteger(L, status);
  lua_pushinteger(L, (long long)ctx);
  return lua_gettop(L);
}

static int yield_then(lua_State *L) {
  lua_pushnumber(L, 1);
  return lua_yieldk(L, 1, 7, finish);
}

static int call_then(lua_State *L) {
  lua_callk(L, lua_gettop(L) - 1, -1, 8, finish);
  return lua_gettop(L);
}

static int userdata(lua_State *L) {
  memset(new_userdata(L, (size_t)luaL_checkinteger(L, 1)), 'u', (size_t)luaL_checkinteger(L, 1));
  luaL_setmetatable(L, "bridge");
  return 1;
}

static int first_byte(lua_State *L) {
  lua_pushlstring(L, lua_touserdata(L, 1), 1);
  return 1;
}

static int pointer(lua_State *L) {
  lua_pushlightuserdata(L, (void *)(intptr_t)luaL_checkinteger(L, 1));
  return 1;
}

static int wait_for(lua_State *L) {
  usleep((useconds_t)luaL_checkinteger(L, 1) * 1000);
  return 0;
}

static int threads(lua_State *L) {
  for (long long i = luaL_checkinteger(L, 1); i > 0; i--) {
    lua_newthread(L);
    lua_settop(L, 1);
  }
  return 0;
}

static int numbers(lua_State *L) {
  long long n = luaL_checkinteger(L, 1);
  lua_settop(L, 0);
  lua_createtable(L, 0, 0);
  for (long long i = 1; i <= n; i++) {
    lua_pushinteger(L, i);
    lua_setfield(L, 1, i % 2 == 0 ? "even" : "odd");
  }
  return 1;
}

static int keep(lua_State *L) {
  lua_pushinteger(L, luaL_ref(L, REGISTRY));
  return 1;
}

#if LEVEL == 504
lua_State *lua_tothread(lua_State *L, int index);
int lua_closethread(lua_State *L, lua_State *from);

static int close_thread(lua_State *L) {
  lua_pushinteger(L, lua_closethread(lua_tothread(L, 1), L));
  return 1;
}
#else
#define close_thread echo
#endif

static const struct { const char *name; lua_CFunction function; } functions[] = {
  {"echo", echo}, {"length", length}, {"counter", counter}, {"fail", fail}, {"call", call},
  {"pcall", pcall}, {"yield", yield}, {"yield_then", yield_then}, {"call_then", call_then},
  {"userdata", userdata}, {"first_byte", first_byte}, {"pointer", pointer}, {"wait", wait_for},
  {"threads", threads}, {"numbers", numbers}, {"keep", keep},
  {"close_thread", close_thread}
};

int luaopen_bridge(lua_State *L) {
  luaL_newmetatable(L, "bridge");
  lua_settop(L, -2);
  lua_createtable(L, 0, 0);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    lua_pushcclosure(L, functions[i].function, 0);
    lua_setfield(L, -2, functions[i].name);
  }
  return 1;
}
