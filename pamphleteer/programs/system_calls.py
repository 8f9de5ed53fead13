"""Names of system calls → a filter for bubblewrap, which the kernel holds a process and all that it starts to (seccomp).

What reads the memory of others, mounts, changes name spaces, loads code into the kernel or asks it for keys is of no use to a
build; nor is a socket but between its own processes. libseccomp turns the names into numbers of the machine at hand.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import tempfile

LIBRARY = "libseccomp.so.2"
ALLOW = 0x7FFF0000
"""SCMP_ACT_ALLOW of seccomp.h: what no rule is about goes on."""
REFUSE = 0x00050000
"""SCMP_ACT_ERRNO of seccomp.h; the number of the error is added."""
NOT_EQUAL = 1
"""SCMP_CMP_NE of seccomp.h."""
REFUSED = (
    "acct add_key bpf chroot clone3 delete_module fanotify_init finit_module fsconfig fsmount fsopen fspick init_module "
    "io_uring_enter io_uring_register io_uring_setup ioperm iopl kexec_file_load kexec_load keyctl lookup_dcookie migrate_pages "
    "modify_ldt mount mount_setattr move_mount move_pages name_to_handle_at nfsservctl open_by_handle_at open_tree "
    "perf_event_open personality pidfd_getfd pivot_root process_madvise process_vm_readv process_vm_writev ptrace quotactl "
    "reboot request_key setdomainname sethostname setns settimeofday swapoff swapon sysfs syslog umount umount2 unshare uselib "
    "userfaultfd vhangup vm86 vm86old"
).split()
"""Those that containers refuse too; `clone3` is said to be unknown, for its arguments are out of the filter's sight."""


class Comparison(ctypes.Structure):
    """`struct scmp_arg_cmp`: when a rule is about a call."""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("value", ctypes.c_uint64),
        ("mask", ctypes.c_uint64),
    )


def open_filter() -> int | None:
    """A file that holds the filter, for `bwrap --seccomp`; None where there is no libseccomp. Raises OSError when it fails."""
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError:
        return None
    library.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(ALLOW)))
    for name in REFUSED:
        error = errno.ENOSYS if name == "clone3" else errno.EPERM
        add(library, rules, name, error)
    add(library, rules, "socket", errno.EAFNOSUPPORT, Comparison(0, NOT_EQUAL, socket.AF_UNIX, 0))
    with tempfile.TemporaryFile() as file:
        failed = library.seccomp_export_bpf(rules, file.fileno())
        library.seccomp_release(rules)
        if failed:
            raise OSError(-failed, "no filter of system calls")
        file.seek(0)
        return os.dup(file.fileno())


def add(library: ctypes.CDLL, rules: ctypes.c_void_p, name: str, error: int, *when: Comparison) -> None:
    """Refuse a call; a machine that does not know it needs no rule."""
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number < 0:
        return
    action = ctypes.c_uint32(REFUSE | error)
    failed = library.seccomp_rule_add_array(rules, action, number, len(when), (Comparison * len(when))(*when))
    if failed:
        raise OSError(-failed, f"no filter of the system call {name}")
