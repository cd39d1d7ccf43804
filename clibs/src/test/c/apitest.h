/*
** Checks of the C API: each says what the API answered, and a driver compares what the real
** interpreter and the engine have said.
*/
#ifndef APITEST_H
#define APITEST_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#define AT_LEAST(version) (LUA_VERSION_NUM >= (version))

/* The type that a getter answers: 5.2's answer nothing, so that the value is asked. */
#if AT_LEAST(503)
#define TYPE_OF(L, getter) lua_typename(L, getter)
#else
#define TYPE_OF(L, getter) ((getter), luaL_typename(L, -1))
#endif

/* Adds a line to what is said. */
void say(const char *name, const char *format, ...);

/* The first answer is taken before the others, which it may change. */
#define say_first(name, format, first, ...) \
  do { \
    __auto_type answer = (first); \
    say(name, format, answer, __VA_ARGS__); \
  } while (0)

/* A value as text, and all of the stack; valid until several more have been shown. */
const char *show(lua_State *L, int index);
const char *show_all(lua_State *L);

/* A text whose addresses are masked. */
const char *masked(const char *text);

/* Calls a function with the topmost `count` values in protected mode and says what came of it. */
void attempt(lua_State *L, const char *name, lua_CFunction function, int count);

/* Runs Lua code with the topmost `count` values as its arguments; leaves its results. */
void run(lua_State *L, const char *code, int count, int results);

extern const luaL_Reg stack_tests[], value_tests[], table_tests[], call_tests[], thread_tests[],
    debug_tests[], hook_tests[], auxlib_tests[], buffer_tests[], registry_tests[], userdata_tests[],
    load_tests[], state_tests[], upvalue_tests[];

/* Functions for the driver, which calls them from Lua. */
extern const luaL_Reg call_functions[], thread_functions[], userdata_functions[], debug_functions[];

#endif
