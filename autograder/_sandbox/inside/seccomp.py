"""A system-call allow-list for a worker: reading files, memory, time, and talking on what is open already.

Starting processes and threads, sockets, signals, tracing, mounting and everything that changes a file system answer
"operation not permitted". Sources: seccomp(2), the kernel's syscall tables of both architectures.
"""

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_KILL = 0x80000000

# struct seccomp_data: nr (4 bytes), arch (4), instruction_pointer (8), args (6 x 8, low word first).
_NR, _ARCH, _ARGS = 0, 4, 16

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC. Others have signals sent to any process (F_SETOWN) or hold
# up whoever opens the file (F_SETLEASE).
_FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030)

# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: what Python asks of a file it opens. Others change attributes of a
# file that is only open for reading (FS_IOC_SETFLAGS), or type into a terminal (TIOCSTI).
_IOCTL_REQUESTS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)

# x32 calls use x86-64's architecture word with this bit set in their number.
_X32 = 0x40000000


@dataclass(frozen=True)
class _Machine:
    """Numbers of one architecture.

    Attributes:
        audit: The kernel's word for the architecture.
        allowed: System calls that a worker may make, whatever the arguments.
        opens: Calls that open a file, and which argument holds their flags; only reading is allowed.
        fcntl: Allowed with `_FCNTL_COMMANDS` only.
        ioctl: Allowed with `_IOCTL_REQUESTS` only.
        prlimit64: Allowed only to ask, not to set.
    """

    audit: int
    allowed: tuple[int, ...]
    opens: dict[int, int]
    fcntl: int
    ioctl: int
    prlimit64: int


# Most frequent first: the filter is read from the top at every call.
_X86_64 = _Machine(
    audit=0xC000003E,
    allowed=(
        0, 1, 45, 44, 9, 11, 12, 10, 28, 25, 202,  # read write recvfrom sendto mmap munmap brk mprotect madvise mremap futex
        3, 5, 8, 4, 6, 262, 332, 7, 17, 19, 20,  # close fstat lseek stat lstat newfstatat statx poll pread64 readv writev
        13, 14, 15, 131, 32, 33, 292,  # rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack dup dup2 dup3
        21, 269, 439, 89, 267, 79, 217, 138,  # access faccessat faccessat2 readlink readlinkat getcwd getdents64 fstatfs
        228, 229, 230, 35, 96, 201, 100, 98, 99,  # clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage sysinfo
        36, 38, 37, 23, 270, 271, 24, 204, 309,  # getitimer setitimer alarm select pselect6 ppoll sched_yield sched_getaffinity getcpu
        39, 110, 186, 102, 104, 107, 108, 63, 97,  # getpid getppid gettid getuid getgid geteuid getegid uname getrlimit
        158, 218, 273, 334, 318, 219, 324, 95,  # arch_prctl set_tid_address set_robust_list rseq getrandom restart_syscall membarrier umask
        60, 231,  # exit exit_group
    ),
    opens={257: 2, 2: 1},
    fcntl=72,
    ioctl=16,
    prlimit64=302,
)  # fmt: skip
_AARCH64 = _Machine(
    audit=0xC00000B7,
    allowed=(
        63, 64, 207, 206, 222, 215, 214, 226, 233, 216, 98,  # read write recvfrom sendto mmap munmap brk mprotect madvise mremap futex
        57, 80, 62, 79, 291, 67, 65, 66,  # close fstat lseek newfstatat statx pread64 readv writev
        134, 135, 139, 132, 23, 24,  # rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack dup dup3
        48, 439, 78, 17, 61, 44,  # faccessat faccessat2 readlinkat getcwd getdents64 fstatfs
        113, 114, 115, 101, 169, 153, 165, 179,  # clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday times getrusage sysinfo
        102, 103, 72, 73, 124, 123, 168,  # getitimer setitimer pselect6 ppoll sched_yield sched_getaffinity getcpu
        172, 173, 178, 174, 176, 175, 177, 160, 163,  # getpid getppid gettid getuid getgid geteuid getegid uname getrlimit
        96, 99, 293, 278, 128, 283, 166,  # set_tid_address set_robust_list rseq getrandom restart_syscall membarrier umask
        93, 94,  # exit exit_group
    ),
    opens={56: 2},
    fcntl=25,
    ioctl=29,
    prlimit64=261,
)  # fmt: skip

_MACHINES = {"x86_64": _X86_64, "aarch64": _AARCH64}


def supported() -> bool:
    """Tell whether this kernel and architecture can filter system calls."""
    return platform.system() == "Linux" and platform.machine() in _MACHINES and os.path.exists("/proc/sys/kernel/seccomp")  # noqa: PTH110


def assemble(machine: str) -> bytes:
    """Return the filter program for an architecture (``x86_64`` or ``aarch64``), one 8-byte instruction after another."""
    numbers = _MACHINES[machine]
    program = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, numbers.audit), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NR)]
    if machine == "x86_64":
        program += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for number in numbers.allowed:
        program += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    for number, argument in numbers.opens.items():
        program += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _ARGS + 8 * argument),
            (_ANY_BIT, 1, 0, _WRITING),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _REFUSE),
        ]
    for number, choices in ((numbers.fcntl, _FCNTL_COMMANDS), (numbers.ioctl, _IOCTL_REQUESTS)):
        # A match jumps over the choices left and the refusal; the kernel reads commands and requests as 32 bits.
        chosen = [(_EQUAL, len(choices) - index, 0, choice) for index, choice in enumerate(choices)]
        program += [
            (_EQUAL, 0, len(choices) + 3, number),
            (_LOAD, 0, 0, _ARGS + 8),
            *chosen,
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    new_limit = _ARGS + 8 * 2
    program += [
        (_EQUAL, 0, 5, numbers.prlimit64),
        (_LOAD, 0, 0, new_limit),
        (_EQUAL, 0, 3, 0),
        (_LOAD, 0, 0, new_limit + 4),
        (_EQUAL, 0, 1, 0),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in program)


class Filter:
    """The filter for this machine, assembled once and applied in each worker."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._code = ctypes.create_string_buffer(assemble(platform.machine()))
        # struct sock_fprog: number of instructions, then a pointer to them.
        self._program = ctypes.create_string_buffer(
            struct.pack("HxxxxxxQ", (len(self._code) - 1) // 8, ctypes.addressof(self._code))
        )

    def apply(self) -> None:
        """Restrict this process, for good.

        Raises:
            OSError: The kernel refuses.
        """
        unsigned = ctypes.c_ulong
        for option, *arguments in (
            (_PR_SET_NO_NEW_PRIVS, 1, 0),
            (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(self._program)),
        ):
            if self._libc.prctl(option, *map(unsigned, arguments), unsigned(0), unsigned(0)) != 0:
                raise OSError(ctypes.get_errno(), "prctl")
