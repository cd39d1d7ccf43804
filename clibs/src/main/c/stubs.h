#ifndef STUBS_H
#define STUBS_H

/* The stub of a number; NULL if there are not so many. */
void *stub_numbered(int number);

#endif
