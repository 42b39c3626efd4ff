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

# Every flag but MSG_DONTWAIT and MSG_NOSIGNAL. MSG_OOB has led out of a sandbox before (CVE-2025-38236).
_TALKING = 0xFFFFFFFF & ~(0x40 | 0x4000)

# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC. Others have signals sent to any process (F_SETOWN) or
# hold up whoever opens the file (F_SETLEASE).
_FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030)

# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: what Python asks of its files. Others change attributes
# of a file that is only open for reading (FS_IOC_SETFLAGS), or type into a terminal (TIOCSTI).
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
        talks: Calls that send or receive, likewise; without the flags in `_TALKING`.
        fcntl: Allowed with `_FCNTL_COMMANDS` only.
        ioctl: Allowed with `_IOCTL_REQUESTS` only.
        prlimit64: Allowed only to ask, not to set.
    """

    audit: int
    allowed: tuple[int, ...]
    opens: dict[int, int]
    talks: dict[int, int]
    fcntl: int
    ioctl: int
    prlimit64: int


def _numbers(table: str) -> tuple[int, ...]:
    return tuple(int(entry.partition("=")[2]) for entry in table.split())


# Most frequent first: the filter is read from the top at every call.
_X86_64 = _Machine(
    audit=0xC000003E,
    allowed=_numbers(
        """
        read=0 write=1 mmap=9 munmap=11 brk=12 mprotect=10 madvise=28 mremap=25 futex=202
        close=3 fstat=5 lseek=8 stat=4 lstat=6 newfstatat=262 statx=332 poll=7 pread64=17 readv=19 writev=20
        rt_sigaction=13 rt_sigprocmask=14 rt_sigreturn=15 sigaltstack=131 dup=32 dup2=33 dup3=292
        access=21 faccessat=269 faccessat2=439 readlink=89 readlinkat=267 getcwd=79 getdents64=217 fstatfs=138
        clock_gettime=228 clock_getres=229 clock_nanosleep=230 nanosleep=35 gettimeofday=96 time=201 times=100
        getrusage=98 sysinfo=99 getitimer=36 setitimer=38 alarm=37 select=23 pselect6=270 ppoll=271 sched_yield=24
        sched_getaffinity=204 getcpu=309 getpid=39 getppid=110 gettid=186 getuid=102 getgid=104 geteuid=107
        getegid=108 uname=63 getrlimit=97 arch_prctl=158 set_tid_address=218 set_robust_list=273 rseq=334
        getrandom=318 restart_syscall=219 membarrier=324 umask=95 exit=60 exit_group=231
        """
    ),
    opens={257: 2, 2: 1},
    talks={45: 3, 44: 3},
    fcntl=72,
    ioctl=16,
    prlimit64=302,
)
_AARCH64 = _Machine(
    audit=0xC00000B7,
    allowed=_numbers(
        """
        read=63 write=64 mmap=222 munmap=215 brk=214 mprotect=226 madvise=233 mremap=216
        futex=98 close=57 fstat=80 lseek=62 newfstatat=79 statx=291 pread64=67 readv=65 writev=66
        rt_sigaction=134 rt_sigprocmask=135 rt_sigreturn=139 sigaltstack=132 dup=23 dup3=24
        faccessat=48 faccessat2=439 readlinkat=78 getcwd=17 getdents64=61 fstatfs=44
        clock_gettime=113 clock_getres=114 clock_nanosleep=115 nanosleep=101 gettimeofday=169 times=153 getrusage=165
        sysinfo=179 getitimer=102 setitimer=103 pselect6=72 ppoll=73 sched_yield=124 sched_getaffinity=123 getcpu=168
        getpid=172 getppid=173 gettid=178 getuid=174 getgid=176 geteuid=175 getegid=177 uname=160 getrlimit=163
        set_tid_address=96 set_robust_list=99 rseq=293 getrandom=278 restart_syscall=128 membarrier=283 umask=166
        exit=93 exit_group=94
        """
    ),
    opens={56: 2},
    talks={207: 3, 206: 3},
    fcntl=25,
    ioctl=29,
    prlimit64=261,
)

_MACHINES = {"x86_64": _X86_64, "aarch64": _AARCH64}


def supported() -> bool:
    """Tell whether this kernel and architecture can filter system calls."""
    offered = os.path.exists("/proc/sys/kernel/seccomp")  # noqa: PTH110 - pathlib is one more import beside student code
    return offered and platform.system() == "Linux" and platform.machine() in _MACHINES


def assemble(machine: str) -> bytes:
    """Return the filter program for ``x86_64`` or ``aarch64``, one instruction of 8 bytes after another."""
    numbers = _MACHINES[machine]
    program = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, numbers.audit), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NR)]
    if machine == "x86_64":
        program += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for number in numbers.allowed:
        program += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    flagged = [(*call, _TALKING) for call in numbers.talks.items()]
    flagged += [(*call, _WRITING) for call in numbers.opens.items()]
    for number, argument, refused in flagged:
        program += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _ARGS + 8 * argument),
            (_ANY_BIT, 1, 0, refused),
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
