# ruff: noqa: E501 - tables of the kernel's numbers
"""The system-call filter of both architectures, run by an interpreter of its own, and in a real process."""

import errno
import os
import platform
import struct
import subprocess
import sys

import pytest

from autograder._sandbox.inside import seccomp
from autograder._sandbox.levels import INSIDE

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSE = 0x00050000 | errno.EPERM

# Numbers from the kernel's tables, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
NEEDED = {
    "x86_64": {"read": 0, "write": 1, "close": 3, "fstat": 5, "mmap": 9, "brk": 12, "rt_sigaction": 13, "sendto": 44, "recvfrom": 45,
               "exit": 60, "getcwd": 79, "futex": 202, "getdents64": 217, "clock_gettime": 228, "exit_group": 231, "getrandom": 318},
    "aarch64": {"read": 63, "write": 64, "close": 57, "fstat": 80, "mmap": 222, "brk": 214, "rt_sigaction": 134, "sendto": 206,
                "recvfrom": 207, "exit": 93, "getcwd": 17, "futex": 98, "getdents64": 61, "clock_gettime": 113, "exit_group": 94,
                "getrandom": 278},
}  # fmt: skip
REFUSED = {
    "x86_64": {
        "pipe": 22, "shmget": 29, "socket": 41, "connect": 42, "accept": 43, "sendmsg": 46, "recvmsg": 47, "bind": 49, "listen": 50,
        "socketpair": 53, "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "truncate": 76, "ftruncate": 77, "chdir": 80,
        "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87, "symlink": 88, "chmod": 90, "chown": 92,
        "ptrace": 101, "setuid": 105, "setsid": 112, "rt_sigqueueinfo": 129, "mknod": 133, "prctl": 157, "setrlimit": 160,
        "chroot": 161, "mount": 165, "tkill": 200, "epoll_create": 213, "timer_create": 222, "tgkill": 234, "keyctl": 250,
        "unlinkat": 263, "unshare": 272, "pipe2": 293, "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310,
        "process_vm_writev": 311, "seccomp": 317, "memfd_create": 319, "bpf": 321, "execveat": 322, "userfaultfd": 323,
        "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_open": 434, "clone3": 435, "openat2": 437, "pidfd_getfd": 438,
        "landlock_restrict_self": 446, "of tomorrow": 999,
    },
    "aarch64": {
        "mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "mount": 40, "truncate": 45, "ftruncate": 46,
        "chdir": 49, "chroot": 51, "fchmodat": 53, "pipe2": 59, "unshare": 97, "timer_create": 107, "ptrace": 117, "kill": 129,
        "tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138, "setsid": 157, "setrlimit": 164, "prctl": 167, "shmget": 194,
        "socket": 198, "bind": 200, "connect": 203, "sendmsg": 211, "recvmsg": 212, "keyctl": 219, "clone": 220, "execve": 221,
        "setns": 268, "process_vm_readv": 270, "seccomp": 277, "memfd_create": 279, "bpf": 280, "execveat": 281, "userfaultfd": 282,
        "io_uring_setup": 425, "pidfd_open": 434, "clone3": 435, "openat2": 437, "pidfd_getfd": 438, "of tomorrow": 999,
    },
}  # fmt: skip
MACHINES = pytest.mark.parametrize("machine", AUDIT)


def ruling(machine, number, *arguments, audit=None):
    """Run the filter program on one system call and return what it rules."""
    padded = [argument % 2**64 for argument in (*arguments, 0, 0, 0, 0, 0, 0)][:6]
    data = struct.pack("<IIQ6Q", number, AUDIT[machine] if audit is None else audit, 0, *padded)
    program = list(struct.iter_unpack("HBBI", seccomp.assemble(machine)))
    place = accumulator = 0
    while True:
        code, jump_true, jump_false, value = program[place]
        place += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, value)
            case 0x06:
                return value
            case 0x15 | 0x35 | 0x45:
                holds = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[code]
                place += jump_true if holds else jump_false
            case _:
                raise AssertionError(f"no such instruction: {code:#x}")


def both(table):
    return [
        pytest.param(machine, number, id=f"{machine}-{name}")
        for machine in AUDIT
        for name, number in table[machine].items()
    ]


@pytest.mark.parametrize(("machine", "number"), both(NEEDED))
def test_what_python_needs_is_allowed(machine, number):
    assert ruling(machine, number) == ALLOW


@pytest.mark.parametrize(("machine", "number"), both(REFUSED))
def test_everything_else_is_refused(machine, number):
    assert ruling(machine, number) == REFUSE


@MACHINES
def test_calls_of_another_architecture_kill(machine):
    others = {0x40000003, 0x40000028, *AUDIT.values()} - {AUDIT[machine]}
    assert {ruling(machine, 0, audit=audit) for audit in others} == {KILL}


def test_calls_in_the_x32_numbering_kill():
    assert {ruling("x86_64", 0x40000000 | number) for number in (0, 1, 520, 0xFFFFFFF)} == {KILL}


@MACHINES
@pytest.mark.parametrize(
    "flags",
    [os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_APPEND, os.O_WRONLY | os.O_CLOEXEC, os.O_TMPFILE | os.O_RDWR],
)
def test_no_file_is_opened_for_writing(machine, flags):
    openat, position = {"x86_64": (257, 2), "aarch64": (56, 2)}[machine]
    assert ruling(machine, openat, *([0] * position), flags) == REFUSE
    if machine == "x86_64":
        assert ruling(machine, 2, 0, flags) == REFUSE


@MACHINES
@pytest.mark.parametrize("flag", [1 << bit for bit in range(32) if 1 << bit not in (0x40, 0x4000)], ids=hex)
def test_nothing_is_sent_or_received_out_of_order(machine, flag):
    for number in {"x86_64": (44, 45), "aarch64": (206, 207)}[machine]:
        assert ruling(machine, number, 3, 0, 1, flag | 0x40) == REFUSE
        assert ruling(machine, number, 3, 0, 1, 0x4040) == ALLOW


@MACHINES
def test_files_are_opened_for_reading(machine):
    openat = {"x86_64": 257, "aarch64": 56}[machine]
    for flags in (os.O_RDONLY, os.O_RDONLY | os.O_CLOEXEC, os.O_DIRECTORY, os.O_PATH):
        assert ruling(machine, openat, 0, 0, flags) == ALLOW


@MACHINES
@pytest.mark.parametrize("pointer", [1, 1 << 31, 1 << 32, 1 << 63, 0xFFFFFFFF00000000])
def test_limits_are_asked_and_not_set(machine, pointer):
    prlimit = {"x86_64": 302, "aarch64": 261}[machine]
    assert ruling(machine, prlimit, 0, 7, 0, 0xDEADBEEF) == ALLOW
    assert ruling(machine, prlimit, 0, 7, pointer) == REFUSE


@MACHINES
def test_descriptors_are_copied_and_own_no_process(machine):
    fcntl = {"x86_64": 72, "aarch64": 25}[machine]
    assert {ruling(machine, fcntl, 3, command) for command in (0, 1, 2, 3, 4, 1030)} == {ALLOW}
    # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ, F_ADD_SEALS: signals to others, and more.
    assert {ruling(machine, fcntl, 3, command) for command in (8, 10, 15, 1024, 1026, 1031, 1033)} == {REFUSE}


@MACHINES
def test_no_terminal_is_typed_into(machine):
    ioctl = {"x86_64": 16, "aarch64": 29}[machine]
    assert ruling(machine, ioctl, 1, 0x5401) == ALLOW
    # TIOCSTI, TIOCSCTTY, TIOCLINUX, FIOASYNC, FIOSETOWN, FS_IOC_SETFLAGS
    assert {ruling(machine, ioctl, 1, request) for request in (0x5412, 0x540E, 0x541C, 0x5452, 0x8901, 0x40086602)} == {
        REFUSE
    }


@MACHINES
def test_every_jump_stays_in_the_program_and_every_way_ends(machine):
    program = list(struct.iter_unpack("HBBI", seccomp.assemble(machine)))
    assert len(program) <= 4096
    assert program[-1][0] == 0x06
    for place, (code, jump_true, jump_false, _) in enumerate(program[:-1]):
        if code != 0x06:
            assert place + 1 + max(jump_true, jump_false) < len(program)


def test_every_call_number_gets_a_ruling_whatever_its_arguments():
    for machine in AUDIT:
        rulings = {
            ruling(machine, number, *[argument] * 6) for number in range(600) for argument in (0, 1, 0x5412, 2**64 - 1)
        }
        assert rulings == {ALLOW, REFUSE}


needs_seccomp = pytest.mark.skipif(not seccomp.supported(), reason="this machine does not filter system calls")


@needs_seccomp
def test_a_real_process_is_held_to_it():
    script = """
import ctypes, errno, os, sys
sys.path.insert(0, sys.argv[1])
from inside import seccomp
seccomp.Filter().apply()
def refused(act):
    try:
        act()
    except PermissionError:
        return True
    return False
libc = ctypes.CDLL(None, use_errno=True)
assert refused(os.fork) and refused(lambda: open("/tmp/x", "w")) and refused(lambda: os.kill(os.getppid(), 0))
assert refused(lambda: os.mkdir("/tmp/never")) and refused(os.pipe)
assert libc.syscall(seccomp.NUMBER, 0) == -1 and ctypes.get_errno() == errno.EPERM
print(open("/proc/self/status").read().split("Seccomp:")[1].split()[0], flush=True)
"""
    script = script.replace("seccomp.NUMBER", str({"x86_64": 57, "aarch64": 220}[platform.machine()]))
    command = [sys.executable, "-I", "-B", "-c", script, str(INSIDE.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "2"), done.stderr


@needs_seccomp
@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86-64 has a second way in")
def test_the_32_bit_way_in_kills():
    # int 0x80 with eax = 20 (getpid of the 32-bit table), in a page of machine code.
    code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"
    script = f"""
import ctypes, mmap, sys
sys.path.insert(0, sys.argv[1])
from inside import seccomp
page = mmap.mmap(-1, 4096, prot=7)
page.write({code!r})
call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
seccomp.Filter().apply()
call()
print("survived")
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", script, str(INSIDE.parent)], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == -31
    assert b"survived" not in done.stdout
