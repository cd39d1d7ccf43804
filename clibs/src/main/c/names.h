/*
** Text that C code may keep for as long as its engine lives: names and sources in a lua_Debug.
*/
#ifndef NAMES_H
#define NAMES_H

#include "state.h"

/* The one copy of a text. NULL: no memory. */
const char *name_keep(Universe *universe, const char *text, size_t length);

void names_free(Universe *universe);

#endif
