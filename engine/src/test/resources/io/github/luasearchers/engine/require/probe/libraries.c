/* The libraries of libraries.lua as C, for the interpreters; ProbeLibraries has them for the engine.
   Compiled once for each library, with -DNAME. Declares what it uses, so that it needs no headers. */
#include <stddef.h>

typedef struct lua_State lua_State;
extern void lua_createtable(lua_State *L, int narr, int nrec);
extern const char *lua_pushstring(lua_State *L, const char *s);
extern void lua_pushvalue(lua_State *L, int idx);
extern int lua_gettop(lua_State *L);
#ifdef LEVEL_52
extern void lua_rawseti(lua_State *L, int idx, int n);
#else
extern void lua_rawseti(lua_State *L, int idx, long long n);
#endif
extern int lua_error(lua_State *L);

/* Returns a table of the arguments. */
static int arguments(lua_State *L) {
  int i, n = lua_gettop(L);
  lua_createtable(L, n, 0);
  for (i = 1; i <= n; i++) {
    lua_pushvalue(L, i);
    lua_rawseti(L, n + 1, i);
  }
  return 1;
}

#define OPEN(name) int name(lua_State *L) { lua_pushstring(L, #name); return 1; }

#if defined(one)
#undef one
int luaopen_one(lua_State *L) { return arguments(L); }
int other_name(lua_State *L) { lua_pushstring(L, "other"); return 1; }
#elif defined(ab)
OPEN(luaopen_a_lib)
#elif defined(root)
OPEN(luaopen_root)
OPEN(luaopen_root_sub)
OPEN(luaopen_root_deep_er)
OPEN(luaopen_root_v1)
#elif defined(v1only)
OPEN(luaopen_v1)
#elif defined(v1both)
OPEN(luaopen_v1)
OPEN(luaopen_both)
#elif defined(v1old)
OPEN(luaopen_old)
#elif defined(av1b)
OPEN(luaopen_a_v1)
OPEN(luaopen_b)
#elif defined(raises)
int luaopen_raises(lua_State *L) { lua_pushstring(L, "raised"); return lua_error(L); }
#elif defined(empty)
int luaopen_void(lua_State *L) { (void)L; return 0; }
#elif defined(both)
OPEN(luaopen_both)
#else
OPEN(unused)
#endif
