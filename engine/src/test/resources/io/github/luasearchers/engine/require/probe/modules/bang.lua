#!/usr/bin/lua
return "bang"
