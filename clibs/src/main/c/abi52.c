/*
** The API of Lua 5.2.
*/
#define LUA_LEVEL 502
#define HOOK hook52
#define PANIC panic52
#define API api52

#include "api.c"
