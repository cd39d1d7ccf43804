/*
** The API of Lua 5.4.
*/
#define LUA_LEVEL 504
#define HOOK hook54
#define PANIC panic54
#define API api54

#include "api.c"
