/*
** One level's API: all functions, and the table of them. abi52.c and the like include it.
*/
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "api.h"
#include "abi.h"
#include "core.h"
#include "names.h"

#include "stack.c"
#include "values.c"
#include "format.c"
#include "windows.c"
#include "tables.c"
#include "calls.c"
#include "threads.c"
#include "auxlib.c"
#include "buffer.c"
#include "debug.c"
#include "code.c"
#include "misc.c"

/* A function that this version does not have. No library of the version calls it. */
static int absent(lua_State *L, const char *name) {
  return luaL_error(L, "%s is not a function of this version", name);
}

#if LUA_LEVEL == 502
#define PICK(name, in52, in53, in54) PICK_##in52(name)
#elif LUA_LEVEL == 503
#define PICK(name, in52, in53, in54) PICK_##in53(name)
#else
#define PICK(name, in52, in53, in54) PICK_##in54(name)
#endif

#if LUA_LEVEL < 504
static int absent_luaL_addgsub(luaL_Buffer *B) {
  return absent(B->L, "luaL_addgsub");
}
#endif

#define STATE PICK
#define STATELESS PICK
#define VERSION PICK

#define BUFFER(name, in52, in53, in54)
#define PICK_1(name)
#define PICK_0(name) static int absent_##name(lua_State *L) { return absent(L, #name); }
#include "functions.h"
#undef PICK_0
#undef PICK_1
#undef BUFFER

#define BUFFER PICK
#define PICK_1(name) (const void *)name,
#define PICK_0(name) (const void *)absent_##name,

const void *const API[] = {
#include "functions.h"
};
