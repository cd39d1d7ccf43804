/*
** The three builds of the API, one for each level: abi52.c, abi53.c, abi54.c.
*/
#ifndef ABI_H
#define ABI_H

#include "state.h"

typedef int (*CFunction)(lua_State *L);

/* A level's functions, in the order of functions.h: what a state's first word points to. */
extern const void *const api52[];
extern const void *const api53[];
extern const void *const api54[];

/* Calls a lua_Hook, whose lua_Debug differs from level to level. */
void hook52(lua_State *L, void *hook, int event, int line, int call);
void hook53(lua_State *L, void *hook, int event, int line, int call);
void hook54(lua_State *L, void *hook, int event, int line, int call);

/* Calls the function of lua_atpanic, and ends the process if that returns. */
void panic52(lua_State *L);
void panic53(lua_State *L);
void panic54(lua_State *L);

/* Whether what Java has called last, and C runs, is a hook. */
int hook_runs(void);

/* The state that functions go by to which none is given; NULL if no C function runs. */
lua_State *running_state(void);

#endif
