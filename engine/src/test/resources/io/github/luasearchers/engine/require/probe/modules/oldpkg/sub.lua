module(...)
x = _PACKAGE
