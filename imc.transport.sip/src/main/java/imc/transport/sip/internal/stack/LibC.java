package imc.transport.sip.internal.stack;

import com.sun.jna.Native;

/** System calls of Linux that Java has not. Negative results are errors, which {@link Native#getLastError()} tells. */
final class LibC {

    static {
        Native.register("c");
    }

    private LibC() {
    }

    /** sendmmsg(2). */
    static native int sendmmsg(int descriptor, long messages, int count, int flags);

    /** recvmmsg(2); without a timeout that is 0. */
    static native int recvmmsg(int descriptor, long messages, int count, int flags, long timeout);

    /** getsockname(2). */
    static native int getsockname(int descriptor, byte[] address, int[] length);

    /** getsockopt(2). */
    static native int getsockopt(int descriptor, int level, int name, int[] value, int[] length);

    /** fcntl(2) with an argument. */
    static native int fcntl(int descriptor, int command, int argument);

    /** close(2). */
    static native int close(int descriptor);
}
