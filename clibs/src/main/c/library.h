/*
** Which version of Lua code belongs to.
*/
#ifndef LIBRARY_H
#define LIBRARY_H

/* The version of the library that has a piece of code, 0 if it is of none that we have opened. */
int library_version(const void *code);

#endif
