package imc.transport.sip.internal.stack;

/** How threads of the stack begin and end. */
final class Threads {

    private static final long PATIENCE_MS = 2000;

    private Threads() {
    }

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits a little for a thread whose socket has been closed, so that nothing of it is left afterwards. */
    static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
