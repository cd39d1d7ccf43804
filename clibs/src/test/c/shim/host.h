/*
** What the checks ask of the host besides the C API.
*/
#ifndef HOST_H
#define HOST_H

#include <stddef.h>
#include <stdint.h>

struct lua_State;

/* A universe of its own with the main state; NULL if there is no memory. */
struct lua_State *host_open(int version, size_t bytes);

void host_close(struct lua_State *L);

/* What of the arena is in use. */
int host_entries(struct lua_State *L);
int host_owned(struct lua_State *L);
int64_t host_block_bytes(struct lua_State *L);

/* How many crossings there have been. */
int host_crossings(void);

/* Ends the lives of the strings that are pinned. */
void host_unpin(void);

/* Ends the life of a thread, as when Java finds it to be garbage. */
void host_free(struct lua_State *L);

#endif
