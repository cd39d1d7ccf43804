/*
** The exported functions. A library's calls come here, whatever version it was compiled for, and go
** on through its lua_State to the functions of its version: state's first word is their table.
**
** Functions without a state take that of the C function that runs on this thread.
*/

        .text
        .set index, 0

#define STATE(name, in52, in53, in54) state name;
#define BUFFER(name, in52, in53, in54) buffer name;
#define STATELESS(name, in52, in53, in54) stateless name;
#define VERSION(name, in52, in53, in54) version name;

.macro begin name
        .globl  \name
        .type   \name, %function
        .p2align 4
\name:
.endm

.macro end name
        .size   \name, .-\name
        .set    index, index + 1
.endm

#if defined(__x86_64__)

.macro jump
        mov     (%rdi), %r11
        jmp     *8*index(%r11)
.endm

.macro state name
        begin   \name
        jump
        end     \name
.endm

.macro buffer name
        begin   \name
        mov     24(%rdi), %r11
        mov     (%r11), %r11
        jmp     *8*index(%r11)
        end     \name
.endm

.macro running
        .cfi_startproc
        push    %rdi
        .cfi_adjust_cfa_offset 8
        push    %rsi
        .cfi_adjust_cfa_offset 8
        sub     $8, %rsp
        .cfi_adjust_cfa_offset 8
        call    running_state
        add     $8, %rsp
        .cfi_adjust_cfa_offset -8
        pop     %rsi
        .cfi_adjust_cfa_offset -8
        pop     %rdi
        .cfi_adjust_cfa_offset -8
        mov     (%rax), %r11
        jmp     *8*index(%r11)
        .cfi_endproc
.endm

.macro stateless name
        begin   \name
        running
        end     \name
.endm

.macro version name
        begin   \name
        test    %rdi, %rdi
        jz      1f
        jump
1:      running
        end     \name
.endm

#elif defined(__aarch64__)

.macro jump register
        ldr     x16, [\register]
        ldr     x16, [x16, #8*index]
        br      x16
.endm

.macro state name
        begin   \name
        jump    x0
        end     \name
.endm

.macro buffer name
        begin   \name
        ldr     x16, [x0, #24]
        jump    x16
        end     \name
.endm

.macro running
        .cfi_startproc
        stp     x29, x30, [sp, #-32]!
        .cfi_def_cfa_offset 32
        .cfi_offset 29, -32
        .cfi_offset 30, -24
        stp     x0, x1, [sp, #16]
        bl      running_state
        mov     x16, x0
        ldp     x0, x1, [sp, #16]
        ldp     x29, x30, [sp], #32
        .cfi_restore 29
        .cfi_restore 30
        .cfi_def_cfa_offset 0
        jump    x16
        .cfi_endproc
.endm

.macro stateless name
        begin   \name
        running
        end     \name
.endm

.macro version name
        begin   \name
        cbz     x0, 1f
        jump    x0
1:      running
        end     \name
.endm

#else
#error "no thunks for this processor"
#endif

#include "functions.h"

        .section .note.GNU-stack, "", %progbits
