package imc.sip.internal.udp;

import com.sun.jna.Native;

/**
 * System calls of Linux that Java has not, for who {@link #use uses} them. Negative results are errors,
 * which {@link Native#getLastError()} tells.
 */
final class LibC {

    /** How many use it; guarded by the class. */
    private static int users;

    private LibC() {
    }

    /**
     * Somebody uses it from now on, until {@link #release}. JNA holds a class that is registered, and with it its class
     * loader, so that each update of the bundle would leave one behind.
     *
     * @throws LinkageError where native code cannot be run
     */
    static synchronized void use() {
        if (users == 0) {
            Native.register(LibC.class, "c");
        }
        users++;
    }

    /** Somebody uses it no more, and makes no call any more. */
    static synchronized void release() {
        if (--users == 0) {
            Native.unregister(LibC.class);
            // These JNA keeps for good, with the class itself and its class loader in them.
            Native.getLibraryOptions(LibC.class).clear();
        }
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
